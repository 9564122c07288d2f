package dev.gantry.engine.image;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.image.ImageConfig.Healthcheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The arguments of a HEALTHCHECK instruction (Dockerfile reference, "HEALTHCHECK"). */
final class HealthcheckInstruction {
    private static final List<String> DURATIONS = List.of("interval", "timeout", "start-period", "start-interval");

    private HealthcheckInstruction() {}

    /** @param command reads the JSON or shell form of a command */
    static Healthcheck parse(String arguments, Function<String, List<String>> command) {
        Map<String, Duration> durations = new HashMap<>();
        int retries = 0;
        String rest = arguments;
        while (rest.startsWith("--")) {
            String[] parts = rest.split("\\s+", 2);
            String[] flag = parts[0].substring(2).split("=", 2);
            if (flag.length < 2) {
                throw EngineException.invalid("missing a value on flag: " + flag[0]);
            }
            if (DURATIONS.contains(flag[0])) {
                durations.put(flag[0], duration(flag[0], flag[1]));
            } else if (flag[0].equals("retries")) {
                retries = retries(flag[1]);
            } else {
                throw EngineException.invalid("unknown flag: " + flag[0]);
            }
            rest = parts.length > 1 ? parts[1].strip() : "";
        }
        return new Healthcheck(
                test(rest, command),
                durations.getOrDefault("interval", Duration.ZERO),
                durations.getOrDefault("timeout", Duration.ZERO),
                durations.getOrDefault("start-period", Duration.ZERO),
                durations.getOrDefault("start-interval", Duration.ZERO),
                retries);
    }

    private static List<String> test(String text, Function<String, List<String>> command) {
        String[] parts = text.split("\\s+", 2);
        String arguments = parts.length > 1 ? parts[1].strip() : "";
        return switch (parts[0].toUpperCase(Locale.ROOT)) {
            case "NONE" -> {
                if (!arguments.isEmpty()) {
                    throw EngineException.invalid("HEALTHCHECK NONE takes no arguments");
                }
                yield List.of("NONE");
            }
            case "CMD" -> {
                if (arguments.isEmpty()) {
                    throw EngineException.invalid("Missing command after HEALTHCHECK CMD");
                }
                boolean shell = !arguments.startsWith("[");
                List<String> words = shell ? List.of(arguments) : command.apply(arguments);
                List<String> test = new ArrayList<>(List.of(shell ? "CMD-SHELL" : "CMD"));
                test.addAll(words);
                yield List.copyOf(test);
            }
            default -> throw EngineException.invalid("Unknown type \"" + parts[0] + "\" in HEALTHCHECK (try CMD)");
        };
    }

    private static int retries(String text) {
        try {
            int retries = Integer.parseInt(text);
            if (retries < 0) {
                throw EngineException.invalid("--retries cannot be negative (" + retries + ")");
            }
            return retries;
        } catch (NumberFormatException e) {
            throw EngineException.invalid("--retries is not a number: " + text);
        }
    }

    private static Duration duration(String flag, String text) {
        Duration duration = GoDuration.parse(text)
                .orElseThrow(() -> EngineException.invalid("time: invalid duration \"" + text + "\""));
        if (!duration.isZero() && duration.compareTo(Duration.ofMillis(1)) < 0) {
            throw EngineException.invalid("Interval \"" + flag + "\" cannot be less than 1ms");
        }
        return duration;
    }
}
