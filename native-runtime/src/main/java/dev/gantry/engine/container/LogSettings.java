package dev.gantry.engine.container;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.spec.StreamSpec;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the log options of a container mean. Rotation is on unless its owner says otherwise: five files with 10 MB of
 * output each, not counting what JSON adds to it, so that the last 40 MB of output are always there.
 */
record LogSettings(long maxSize, boolean countOutput, int maxFiles) {
    private static final Pattern SIZE = Pattern.compile("(-?[0-9]{1,15})([kmg]?)b?");
    private static final Map<String, Long> UNITS = Map.of("", 1L, "k", 1L << 10, "m", 1L << 20, "g", 1L << 30);
    private static final LogSettings DEFAULT = new LogSettings(10_000_000, true, 5);

    /** Empty when nothing is to be recorded; INVALID_PARAMETER for a driver or option this engine does not have. */
    static Optional<LogSettings> of(HostSpec.LogSpec log) {
        return switch (log.driver()) {
            case "none" -> Optional.empty();
            case "", "json-file" -> Optional.of(jsonFile(log.options()));
            default ->
                throw EngineException.invalid(
                        "logger: no log driver named '" + log.driver() + "' is registered; use json-file or none");
        };
    }

    private static LogSettings jsonFile(Map<String, String> options) {
        long size = DEFAULT.maxSize;
        boolean countOutput = true;
        int files = DEFAULT.maxFiles;
        for (Map.Entry<String, String> option : options.entrySet()) {
            switch (option.getKey()) {
                case "max-size" -> {
                    size = size(option.getValue());
                    countOutput = false;
                }
                case "max-file" -> files = count(option.getValue());
                default ->
                    throw EngineException.invalid("unknown log opt '" + option.getKey() + "' for json-file log driver");
            }
        }
        return new LogSettings(size, countOutput, files);
    }

    /** -1 is "never rotate", as in Docker. */
    private static long size(String text) {
        Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw EngineException.invalid("invalid value for max-size: \"" + text + "\"");
        }
        return Math.max(0, Long.parseLong(matcher.group(1)) * UNITS.getOrDefault(matcher.group(2), 1L));
    }

    private static int count(String text) {
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1) {
            throw EngineException.invalid("max-file cannot be less than 1: \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }

    StreamSpec.Log on(Path file) {
        return new StreamSpec.Log(file, maxSize, countOutput, maxFiles);
    }
}
