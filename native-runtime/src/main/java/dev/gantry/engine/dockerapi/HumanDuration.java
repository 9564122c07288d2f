package dev.gantry.engine.dockerapi;

import java.time.Duration;

/** Says how long something took as Docker's lists do: {@code About an hour}. */
final class HumanDuration {
    private static final long DAY = 24;

    private HumanDuration() {}

    static String of(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 1) {
            return "Less than a second";
        }
        if (seconds < 60) {
            return seconds == 1 ? "1 second" : seconds + " seconds";
        }
        long minutes = duration.toMinutes();
        if (minutes < 60) {
            return minutes == 1 ? "About a minute" : minutes + " minutes";
        }
        long hours = (minutes + 30) / 60;
        if (hours == 1) {
            return "About an hour";
        }
        if (hours < 2 * DAY) {
            return hours + " hours";
        }
        if (hours < 14 * DAY) {
            return hours / DAY + " days";
        }
        if (hours < 60 * DAY) {
            return hours / DAY / 7 + " weeks";
        }
        if (hours < 730 * DAY) {
            return hours / DAY / 30 + " months";
        }
        return duration.toHours() / DAY / 365 + " years";
    }
}
