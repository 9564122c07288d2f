package dev.gantry.engine.image;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.image.ImageConfig.Healthcheck;
import dev.gantry.engine.image.ImageConfig.Runtime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A {@link Runtime} being changed, one instruction at a time. */
final class RuntimeEditor {
    private static final List<String> DEFAULT_SHELL = List.of("/bin/sh", "-c");
    private static final Pattern PORT = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?(?:/([a-zA-Z]+))?");
    private static final Set<String> PROTOCOLS = Set.of("tcp", "udp", "sctp");

    private final Runtime base;
    private final Map<String, String> env = new LinkedHashMap<>();
    private final Set<String> volumes;
    private final Set<String> ports;
    private final Map<String, String> labels;
    private final List<String> onBuild;
    private String user;
    private String workingDir;
    private @Nullable List<String> entrypoint;
    private @Nullable List<String> cmd;
    private @Nullable String stopSignal;
    private @Nullable Healthcheck healthcheck;
    private boolean cmdGiven;

    RuntimeEditor(Runtime base) {
        this.base = base;
        this.volumes = new LinkedHashSet<>(base.volumes());
        this.ports = new LinkedHashSet<>(base.exposedPorts());
        this.labels = new LinkedHashMap<>(base.labels());
        this.onBuild = new ArrayList<>(base.onBuild());
        this.user = base.user();
        this.workingDir = base.workingDir();
        this.entrypoint = base.entrypoint();
        this.cmd = base.cmd();
        this.stopSignal = base.stopSignal();
        this.healthcheck = base.healthcheck();
        for (String variable : base.env()) {
            String[] parts = variable.split("=", 2);
            env.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
    }

    Runtime result() {
        return new Runtime(
                user,
                env.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .toList(),
                entrypoint,
                cmd,
                workingDir,
                Set.copyOf(volumes),
                Set.copyOf(ports),
                Map.copyOf(labels),
                stopSignal,
                base.shell(),
                healthcheck,
                List.copyOf(onBuild));
    }

    Map<String, String> variables() {
        return env;
    }

    List<String> shell() {
        return base.shell() == null ? DEFAULT_SHELL : base.shell();
    }

    void cmd(List<String> command) {
        cmd = command;
        cmdGiven = true;
    }

    /** A base image's CMD was meant for its own entrypoint and goes with it. */
    void entrypoint(List<String> command) {
        entrypoint = command;
        if (!cmdGiven) {
            cmd = null;
        }
    }

    void env(String name, String value) {
        env.put(name, value);
    }

    void label(String name, String value) {
        labels.put(name, value);
    }

    void expose(String port) {
        Matcher matcher = PORT.matcher(port);
        if (!matcher.matches()) {
            throw EngineException.invalid("Invalid containerPort: " + port);
        }
        String protocol = matcher.group(3) == null ? "tcp" : matcher.group(3).toLowerCase(Locale.ROOT);
        if (!PROTOCOLS.contains(protocol)) {
            throw EngineException.invalid("Invalid proto: " + protocol);
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        if (last > 65535 || last < first) {
            throw EngineException.invalid("Invalid containerPort: " + port);
        }
        for (int p = first; p <= last; p++) {
            ports.add(p + "/" + protocol);
        }
    }

    void volume(String path) {
        if (path.isBlank()) {
            throw EngineException.invalid("VOLUME specified can not be an empty string");
        }
        volumes.add(path);
    }

    void user(String name) {
        user = name;
    }

    /** A relative path goes on from the one before. */
    void workingDir(String path) {
        String joined = path.startsWith("/") ? path : "/" + workingDir + "/" + path;
        List<String> components = new ArrayList<>();
        for (String component : joined.split("/")) {
            if (component.equals("..")) {
                components = new ArrayList<>(components.subList(0, Math.max(0, components.size() - 1)));
            } else if (!component.isEmpty() && !component.equals(".")) {
                components.add(component);
            }
        }
        workingDir = "/" + String.join("/", components);
    }

    void stopSignal(String signal) {
        if (!signal.matches("(?i)(SIG)?[A-Z][A-Z0-9+-]*|[1-9][0-9]?")) {
            throw EngineException.invalid("Invalid signal: " + signal);
        }
        stopSignal = signal;
    }

    void healthcheck(Healthcheck check) {
        healthcheck = check;
    }

    void onBuild(String instruction) {
        onBuild.add(instruction);
    }
}
