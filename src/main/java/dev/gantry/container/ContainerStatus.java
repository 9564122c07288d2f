package dev.gantry.container;

import dev.gantry.ui.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the list's state and status ("Up 3 minutes (unhealthy)", "Exited (137) 2 hours ago") mean.
 *
 * @param since about when it started, of one that runs, as far as the status tells
 */
record ContainerStatus(
        Condition condition, String word, @Nullable Instant since, String note) {
    private static final Pattern EXITED = Pattern.compile("Exited \\((-?\\d+)\\)\\s*(.*)");
    private static final Pattern UP =
            Pattern.compile("Up (?:(About an?|Less than a|\\d+) )(second|minute|hour|day|week|month|year)s?.*");
    /** Ended of itself, by Ctrl-C, or as asked by SIGTERM. */
    private static final Set<Integer> NO_FAILURE = Set.of(0, 130, 143);

    static ContainerStatus parse(String state, String status, Instant now) {
        return switch (state) {
            case "running" -> running(status, now);
            case "paused" -> new ContainerStatus(Condition.STOPPED, "Paused", started(status, now), "");
            case "restarting" -> new ContainerStatus(Condition.WORKING, "Restarting", null, note(status));
            case "removing" -> new ContainerStatus(Condition.WORKING, "Removing", null, "");
            case "created" -> new ContainerStatus(Condition.STOPPED, "Created", null, "never started");
            case "dead" -> new ContainerStatus(Condition.PROBLEM, "Dead", null, "could not be removed");
            default -> ended(status);
        };
    }

    private static ContainerStatus running(String status, Instant now) {
        Instant since = started(status, now);
        if (status.contains("(unhealthy)")) {
            return new ContainerStatus(Condition.PROBLEM, "Unhealthy", since, "");
        }
        if (status.contains("(health: starting)")) {
            return new ContainerStatus(Condition.WORKING, "Starting", since, "");
        }
        return new ContainerStatus(Condition.RUNNING, "Running", since, "");
    }

    private static ContainerStatus ended(String status) {
        Matcher exited = EXITED.matcher(status);
        if (!exited.matches()) {
            return new ContainerStatus(Condition.STOPPED, "Stopped", null, status);
        }
        int code = Integer.parseInt(exited.group(1));
        return NO_FAILURE.contains(code)
                ? new ContainerStatus(Condition.STOPPED, "Stopped", null, exited.group(2))
                : new ContainerStatus(Condition.PROBLEM, "Exited " + code, null, exited.group(2));
    }

    private static String note(String status) {
        Matcher exited = Pattern.compile("Restarting \\((-?\\d+)\\).*").matcher(status);
        return exited.matches() ? "ended with " + exited.group(1) : "";
    }

    private static @Nullable Instant started(String status, Instant now) {
        Matcher up = UP.matcher(status);
        if (!up.matches()) {
            return null;
        }
        String number = up.group(1);
        long count = Character.isDigit(number.charAt(0)) ? Long.parseLong(number) : number.startsWith("Less") ? 0 : 1;
        return now.minus(unit(up.group(2)).multipliedBy(count));
    }

    private static Duration unit(String name) {
        return switch (name) {
            case "second" -> Duration.ofSeconds(1);
            case "minute" -> Duration.ofMinutes(1);
            case "hour" -> Duration.ofHours(1);
            case "day" -> Duration.ofDays(1);
            case "week" -> Duration.ofDays(7);
            case "month" -> Duration.ofDays(30);
            default -> Duration.ofDays(365);
        };
    }
}
