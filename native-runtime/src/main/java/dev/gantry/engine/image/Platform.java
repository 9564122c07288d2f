package dev.gantry.engine.image;

import dev.gantry.engine.error.EngineException;
import java.util.Locale;

/**
 * What a program runs on, in Go's words. The operating system is always Linux.
 *
 * @param variant of the architecture; empty: none
 */
record Platform(String architecture, String variant) {
    /** This machine. */
    static final Platform HOST = new Platform(hostArchitecture(), "");

    /** Reads {@code os[/architecture[/variant]]} or {@code architecture}. */
    static Platform parse(String text) {
        String[] parts = text.toLowerCase(Locale.ROOT).split("/", -1);
        boolean osFirst = parts[0].equals("linux") || parts.length > 1;
        if (parts.length > 3 || !text.matches("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*")) {
            throw EngineException.invalid(
                    "\"" + text + "\": unknown operating system or architecture: invalid argument");
        }
        if (osFirst && !parts[0].equals("linux") || parts[0].equals("windows")) {
            throw EngineException.invalid("operating system is not supported: \"" + parts[0] + "\"");
        }
        if (!osFirst) {
            return new Platform(normal(parts[0]), "");
        }
        String architecture = parts.length > 1 ? normal(parts[1]) : HOST.architecture;
        return new Platform(architecture, parts.length > 2 ? parts[2] : "");
    }

    private static String normal(String architecture) {
        return switch (architecture) {
            case "x86_64", "x86-64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> architecture;
        };
    }

    private static String hostArchitecture() {
        return normal(System.getProperty("os.arch"));
    }
}
