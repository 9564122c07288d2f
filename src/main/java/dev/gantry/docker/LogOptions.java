package dev.gantry.docker;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a log to read.
 *
 * @param follow go on with what is written from now on
 * @param tail at most so many of the last lines, −1 for all
 * @param since only what is later: seconds since 1970 with an optional fraction, or null
 */
public record LogOptions(boolean follow, int tail, @Nullable String since) {

    /** The last lines, and then nothing more. */
    public static LogOptions last(int lines) {
        return new LogOptions(false, lines, null);
    }
}
