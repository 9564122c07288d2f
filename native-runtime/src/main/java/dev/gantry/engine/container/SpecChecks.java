package dev.gantry.engine.container;

import dev.gantry.engine.cgroup.ResourceLimits;
import dev.gantry.engine.error.EngineException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Refuses settings that are wrong in themselves, in Docker's words where it has some. */
final class SpecChecks {
    private static final Pattern HOST_NAME =
            Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9_-]{0,62})(\\.[a-zA-Z0-9_-]{1,63})*");
    private static final Pattern EXTRA_HOST = Pattern.compile("[a-zA-Z0-9._-]+[:=]\\[?[0-9a-fA-F.:]+\\]?");
    private static final Pattern RESOLVER_WORD = Pattern.compile("[a-zA-Z0-9._:%-]+");
    private static final Set<String> NETWORK_MODES = Set.of("", "default", "bridge", "none", "host");
    /** HOST_NAME_MAX of the kernel. */
    private static final int HOST_NAME_LIMIT = 64;

    private SpecChecks() {}

    static void check(ContainerSpec spec) {
        checkHostName(spec.hostname());
        if (!spec.domainname().isEmpty()) {
            checkHostName(spec.domainname());
        }
        HostSpec host = spec.host();
        if (!NETWORK_MODES.contains(host.networkMode())) {
            throw EngineException.notFound("network " + host.networkMode() + " not found");
        }
        checkWords("dns", host.dns());
        checkWords("dns-search", host.dnsSearch());
        checkWords("dns-option", host.dnsOptions());
        for (String extra : host.extraHosts()) {
            if (!EXTRA_HOST.matcher(extra).matches()) {
                throw EngineException.invalid("bad format for add-host: \"" + extra + "\"");
            }
        }
        SandboxPlanner.check(host);
        LogSettings.of(host.log());
        checkRestartPolicy(host);
    }

    private static void checkHostName(String name) {
        if (name.length() > HOST_NAME_LIMIT || !HOST_NAME.matcher(name).matches()) {
            throw EngineException.invalid("invalid hostname: \"" + name + "\"");
        }
    }

    private static void checkWords(String option, List<String> words) {
        for (String word : words) {
            if (!RESOLVER_WORD.matcher(word).matches()) {
                throw EngineException.invalid("invalid value for " + option + ": \"" + word + "\"");
            }
        }
    }

    private static void checkRestartPolicy(HostSpec host) {
        HostSpec.RestartPolicy policy = host.restartPolicy();
        switch (policy.name()) {
            case "", "no", "always", "unless-stopped" -> {
                if (policy.maximumRetryCount() != 0) {
                    throw EngineException.invalid(
                            "invalid restart policy: maximum retry count can only be used with" + " 'on-failure'");
                }
            }
            case "on-failure" -> {
                if (policy.maximumRetryCount() < 0) {
                    throw EngineException.invalid("invalid restart policy: maximum retry count cannot be negative");
                }
            }
            default ->
                throw EngineException.invalid("invalid restart policy: unknown policy '" + policy.name()
                        + "'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'");
        }
        if (host.autoRemove() && !Set.of("", "no").contains(policy.name())) {
            throw EngineException.invalid("can't create 'AutoRemove' container with restart policy");
        }
    }

    /** The same with the limits that the kernel can honour. */
    static ContainerSpec withLimits(ContainerSpec spec, ResourceLimits limits) {
        return spec.withHost(spec.host().withLimits(limits));
    }
}
