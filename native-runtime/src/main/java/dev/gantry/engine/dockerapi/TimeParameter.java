package dev.gantry.engine.dockerapi;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.image.GoDuration;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** Times as clients send them: seconds since 1970 with a fraction, RFC 3339, or how long ago, as {@code 1h30m}. */
final class TimeParameter {
    // Enough for the year 9999, and little enough for a long in nanoseconds to be told from an overflow.
    private static final Pattern SECONDS = Pattern.compile("-?[0-9]{1,12}(\\.[0-9]{0,9})?");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private TimeParameter() {}

    /** @param what the parameter's name, for the message */
    static Instant parse(String what, String text) {
        if (SECONDS.matcher(text).matches()) {
            BigDecimal value = new BigDecimal(text);
            BigDecimal whole = value.setScale(0, RoundingMode.FLOOR);
            return Instant.ofEpochSecond(
                    whole.longValueExact(),
                    value.subtract(whole).movePointRight(9).longValue());
        }
        var ago = GoDuration.parse(text);
        if (ago.isPresent()) {
            return Instant.now().minus(ago.get());
        }
        try {
            return date(text);
        } catch (DateTimeException e) {
            throw EngineException.invalid("invalid value for " + what
                    + ": failed to parse value as time or duration: \"" + abbreviate(text) + "\"");
        }
    }

    /** The same as nanoseconds since 1970, the ends of the range for what lies outside. */
    static long parseNanos(String what, String text) {
        Instant time = parse(what, text);
        try {
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
        } catch (ArithmeticException e) {
            return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    private static Instant date(String text) {
        if (DATE.matcher(text).matches()) {
            return LocalDateTime.parse(text + "T00:00:00").toInstant(ZoneOffset.UTC);
        }
        boolean zoned = text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
        return zoned
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    private static String abbreviate(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
