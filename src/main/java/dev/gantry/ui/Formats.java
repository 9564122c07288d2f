package dev.gantry.ui;

import io.quarkus.qute.TemplateExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as people read them; in templates under {@code fmt:}. web/js/units.js and time.js write them alike. */
@TemplateExtension(namespace = "fmt")
public final class Formats {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
    private static final int JUST_NOW = 5;

    private Formats() {}

    /** Binary units with one decimal: "1.5 GiB". */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /** The time to the second. */
    public static String exact(Instant time) {
        return EXACT.format(time);
    }

    /** How long ago: "3 minutes ago". */
    public static String ago(Instant time) {
        String span = span(time);
        return span.equals("just now") ? span : span + " ago";
    }

    /** The time since: "3 minutes". */
    public static String span(Instant time) {
        return span(Duration.between(time, Instant.now()));
    }

    static String span(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < JUST_NOW) {
            return "just now";
        }
        if (seconds < 60) {
            return counted(seconds, "second");
        }
        if (seconds < 3600) {
            return counted(seconds / 60, "minute");
        }
        if (seconds < 86_400) {
            return counted(seconds / 3600, "hour");
        }
        long days = seconds / 86_400;
        if (days < 30) {
            return counted(days, "day");
        }
        return days < 360 ? counted(days / 30, "month") : counted(days / 360, "year");
    }

    /** "1 minute", "2 minutes". */
    public static String counted(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** The first letter of a name. */
    public static String initial(String name) {
        return name.isEmpty() ? "" : name.substring(0, name.offsetByCodePoints(0, 1));
    }
}
