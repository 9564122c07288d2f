package dev.gantry.engine.container;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.image.Image;
import dev.gantry.engine.image.ImageConfig;
import dev.gantry.engine.linux.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Merges what the image says into what the client asks for, as Docker does, and refuses what can never work. */
final class SpecResolver {
    private static final String DEFAULT_PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** What is certain once the image is known. */
    record Resolved(ContainerSpec spec, List<String> command, List<String> environment) {}

    private final String id;
    private final ContainerSpec spec;
    private final ImageConfig.Runtime image;

    SpecResolver(String id, ContainerSpec spec, Image image) {
        this.id = id;
        this.spec = spec;
        this.image = image.config().runtime();
    }

    Resolved resolve() {
        List<String> entrypoint = normalise(spec.entrypoint());
        List<String> cmd = spec.cmd();
        if (spec.entrypoint() == null) {
            entrypoint = normalise(image.entrypoint());
            if (cmd == null || cmd.isEmpty()) {
                cmd = image.cmd();
            }
        }
        List<String> command = new ArrayList<>(entrypoint == null ? List.of() : entrypoint);
        command.addAll(cmd == null ? List.of() : cmd);
        if (command.isEmpty()) {
            throw EngineException.invalid("no command specified");
        }
        check(command);
        String hostname = spec.hostname().isEmpty() ? Container.shortId(id) : spec.hostname();
        List<String> env = mergeEnvironment(image.env(), spec.env());
        ContainerSpec merged = new ContainerSpec(
                spec.image(),
                entrypoint,
                cmd,
                env,
                choose(spec.workingDir(), image.workingDir()),
                choose(spec.user(), image.user()),
                hostname,
                spec.domainname(),
                spec.tty(),
                spec.openStdin(),
                spec.stdinOnce(),
                spec.attachStdin(),
                spec.attachStdout(),
                spec.attachStderr(),
                mergeLabels(),
                union(image.volumes(), spec.volumes()),
                union(image.exposedPorts(), spec.exposedPorts()),
                stopSignal(),
                spec.stopTimeout(),
                spec.host());
        return new Resolved(merged, command, processEnvironment(env, hostname));
    }

    /** An empty list and one empty string both mean "none". */
    private static @Nullable List<String> normalise(@Nullable List<String> entrypoint) {
        boolean none = entrypoint == null
                || entrypoint.isEmpty()
                || entrypoint.size() == 1 && entrypoint.getFirst().isEmpty();
        return none ? null : entrypoint;
    }

    private static String choose(String wanted, String fallback) {
        return wanted.isEmpty() ? fallback : wanted;
    }

    private @Nullable String stopSignal() {
        String signal = spec.stopSignal() == null ? image.stopSignal() : spec.stopSignal();
        if (signal != null && !signal.isEmpty()) {
            Signal.parse(signal);
            return signal;
        }
        return null;
    }

    private void check(List<String> command) {
        for (List<String> texts : List.of(command, spec.env())) {
            for (String text : texts) {
                if (text.indexOf(0) >= 0) {
                    throw EngineException.invalid("a command or environment variable contains a zero byte");
                }
            }
        }
        for (String variable : spec.env()) {
            if (variable.isEmpty() || variable.startsWith("=")) {
                throw EngineException.invalid("invalid environment variable: " + variable);
            }
        }
        if (!spec.workingDir().isEmpty() && !spec.workingDir().startsWith("/")) {
            throw EngineException.invalid(
                    "the working directory '" + spec.workingDir() + "' is invalid, it needs to be an absolute path");
        }
    }

    private Map<String, String> mergeLabels() {
        Map<String, String> labels = new LinkedHashMap<>(image.labels());
        labels.putAll(spec.labels());
        return labels;
    }

    private static Set<String> union(Set<String> first, Set<String> second) {
        Set<String> all = new LinkedHashSet<>(first);
        all.addAll(second);
        return all;
    }

    /** The client's variables replace the image's of the same name; a name without {@code =} removes it. */
    static List<String> mergeEnvironment(List<String> base, List<String> changes) {
        Map<String, String> merged = new LinkedHashMap<>();
        for (String variable : base) {
            merged.put(name(variable), variable);
        }
        for (String variable : changes) {
            if (variable.indexOf('=') < 0) {
                merged.remove(variable);
            } else {
                merged.put(name(variable), variable);
            }
        }
        return List.copyOf(merged.values());
    }

    private static String name(String variable) {
        int equals = variable.indexOf('=');
        return equals < 0 ? variable : variable.substring(0, equals);
    }

    private List<String> processEnvironment(List<String> env, String hostname) {
        List<String> defaults = new ArrayList<>(List.of(DEFAULT_PATH, "HOSTNAME=" + hostname));
        if (spec.tty()) {
            defaults.add("TERM=xterm");
        }
        return mergeEnvironment(defaults, env);
    }
}
