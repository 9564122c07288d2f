package dev.gantry.engine.container;

import dev.gantry.engine.capability.Capability;
import dev.gantry.engine.capability.CapabilityRules;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.seccomp.SeccompFilter;
import dev.gantry.engine.seccomp.SeccompFilters;
import dev.gantry.engine.spec.ProcessSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Works out the rights and limits of a container's processes from what its owner asked for. */
final class ProcessPlanner {
    /** setrlimit(2) numbers of x86-64 and arm64. */
    private static final Map<String, Integer> RESOURCES = Map.ofEntries(
            Map.entry("cpu", 0),
            Map.entry("fsize", 1),
            Map.entry("data", 2),
            Map.entry("stack", 3),
            Map.entry("core", 4),
            Map.entry("rss", 5),
            Map.entry("nproc", 6),
            Map.entry("nofile", 7),
            Map.entry("memlock", 8),
            Map.entry("as", 9),
            Map.entry("locks", 10),
            Map.entry("sigpending", 11),
            Map.entry("msgqueue", 12),
            Map.entry("nice", 13),
            Map.entry("rtprio", 14),
            Map.entry("rttime", 15));

    private final CapabilityRules capabilities = CapabilityRules.ofRunningKernel();
    private final SeccompFilters filters = SeccompFilters.ofHost();

    /** What {@code --security-opt} says. */
    private record Security(
            boolean noNewPrivileges,
            boolean unconfined,
            @Nullable String profile) {}

    /** INVALID_PARAMETER in Docker's words for anything that cannot be honoured. */
    void check(HostSpec host) {
        Set<Capability> set = capabilities.resolve(host.capAdd(), host.capDrop(), host.privileged());
        Security security = security(host.securityOpt());
        if (security.profile() != null) {
            filters.of(security.profile(), set);
        }
        limits(host);
        if (host.oomScoreAdj() < -1000 || host.oomScoreAdj() > 1000) {
            throw EngineException.invalid(
                    "Invalid value " + host.oomScoreAdj() + ", range for oom score adj is [-1000, 1000]");
        }
    }

    ProcessSpec first(ContainerRecord record) {
        ContainerSpec spec = record.spec();
        return process(
                spec.host(),
                record.command(),
                record.environment(),
                spec.workingDir(),
                spec.user(),
                spec.host().privileged(),
                Boolean.TRUE.equals(spec.host().init()));
    }

    ProcessSpec exec(ContainerRecord record, ExecSpec exec) {
        ContainerSpec spec = record.spec();
        List<String> env = record.environment();
        if (exec.tty() && env.stream().noneMatch(v -> v.startsWith("TERM="))) {
            env = SpecResolver.mergeEnvironment(env, List.of("TERM=xterm"));
        }
        return process(
                spec.host(),
                exec.cmd(),
                SpecResolver.mergeEnvironment(env, exec.env()),
                exec.workingDir().isEmpty() ? spec.workingDir() : exec.workingDir(),
                exec.user().isEmpty() ? spec.user() : exec.user(),
                exec.privileged() || spec.host().privileged(),
                false);
    }

    private ProcessSpec process(
            HostSpec host,
            List<String> command,
            List<String> environment,
            String directory,
            String user,
            boolean privileged,
            boolean init) {
        Set<Capability> set = capabilities.resolve(host.capAdd(), host.capDrop(), privileged);
        long mask = Capability.mask(set);
        Security security = security(host.securityOpt());
        return new ProcessSpec(
                command,
                environment,
                directory.isEmpty() ? "/" : directory,
                user,
                host.groupAdd(),
                mask,
                mask,
                security.noNewPrivileges(),
                filter(security, privileged, set),
                limits(host),
                host.oomScoreAdj(),
                init);
    }

    private @Nullable SeccompFilter filter(Security security, boolean privileged, Set<Capability> set) {
        if (security.profile() != null) {
            return filters.of(security.profile(), set);
        }
        return privileged || security.unconfined() ? null : filters.dockerDefault(set);
    }

    private static Security security(List<String> options) {
        boolean noNewPrivileges = false;
        boolean unconfined = false;
        String profile = null;
        for (String option : options) {
            int split = splitAt(option);
            String name = split < 0 ? option : option.substring(0, split);
            String value = split < 0 ? "" : option.substring(split + 1);
            switch (name) {
                case "no-new-privileges" -> noNewPrivileges = value.isEmpty() || parseBoolean(option, value);
                case "seccomp" -> {
                    unconfined = value.equals("unconfined");
                    profile = unconfined || value.equals("builtin") ? null : value;
                }
                case "apparmor", "label" -> {
                    if (!value.equals("unconfined") && !value.equals("disable")) {
                        throw EngineException.invalid(
                                "invalid --security-opt: " + option + ": " + name + " is not available on this host");
                    }
                }
                default -> throw EngineException.invalid("invalid --security-opt 1: \"" + option + "\"");
            }
        }
        return new Security(noNewPrivileges, unconfined, profile);
    }

    /** Docker takes {@code name=value} and, from long ago, {@code name:value}. */
    private static int splitAt(String option) {
        int equals = option.indexOf('=');
        return equals >= 0 ? equals : option.indexOf(':');
    }

    private static boolean parseBoolean(String option, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1", "t" -> true;
            case "false", "0", "f" -> false;
            default -> throw EngineException.invalid("invalid --security-opt: \"" + option + "\"");
        };
    }

    private static List<ProcessSpec.ResourceLimit> limits(HostSpec host) {
        List<ProcessSpec.ResourceLimit> limits = new ArrayList<>();
        for (HostSpec.Ulimit ulimit : host.ulimits()) {
            Integer resource = RESOURCES.get(ulimit.name().toLowerCase(Locale.ROOT));
            if (resource == null) {
                throw EngineException.invalid("invalid ulimit type: " + ulimit.name());
            }
            if (ulimit.hard() >= 0 && (ulimit.soft() < 0 || ulimit.soft() > ulimit.hard())) {
                throw EngineException.invalid("ulimit soft limit must be less than or equal to hard limit: "
                        + ulimit.soft() + " > " + ulimit.hard());
            }
            limits.add(new ProcessSpec.ResourceLimit(resource, ulimit.soft(), ulimit.hard()));
        }
        return limits;
    }
}
