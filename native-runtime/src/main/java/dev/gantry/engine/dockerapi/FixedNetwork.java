package dev.gantry.engine.dockerapi;

import dev.gantry.engine.error.EngineException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** The networks that every engine has. */
enum FixedNetwork {
    /** The default: for now a loopback interface of the container's own and nothing else. */
    BRIDGE("bridge", "bridge"),
    HOST("host", "host"),
    NONE("none", "null");

    private final String title;
    private final String driver;
    private final String id;

    FixedNetwork(String title, String driver) {
        this.title = title;
        this.driver = driver;
        this.id = id(title);
    }

    String title() {
        return title;
    }

    String driver() {
        return driver;
    }

    /** 64 hexadecimal digits, the same on every engine. */
    String id() {
        return id;
    }

    /** The network of a container by the mode it was created with. */
    static FixedNetwork ofMode(String networkMode) {
        return switch (networkMode) {
            case "host" -> HOST;
            case "none" -> NONE;
            default -> BRIDGE;
        };
    }

    /** By name, by id, and by the beginning of an id that fits one network, in this order. */
    static FixedNetwork find(String ref) {
        List<FixedNetwork> exact = Arrays.stream(values())
                .filter(n -> n.title.equals(ref) || n.id.equals(ref))
                .toList();
        if (!exact.isEmpty()) {
            return exact.getFirst();
        }
        List<FixedNetwork> begun =
                Arrays.stream(values()).filter(n -> n.id.startsWith(ref)).toList();
        if (ref.isEmpty() || begun.isEmpty()) {
            throw EngineException.notFound("network " + ref + " not found");
        }
        if (begun.size() > 1) {
            throw EngineException.invalid(
                    "network " + ref + " is ambiguous (" + begun.size() + " matches found based on ID prefix)");
        }
        return begun.getFirst();
    }

    static List<String> drivers() {
        return Arrays.stream(values()).map(FixedNetwork::driver).toList();
    }

    private static String id(String title) {
        try {
            byte[] name = ("gantry network " + title).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(name));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
