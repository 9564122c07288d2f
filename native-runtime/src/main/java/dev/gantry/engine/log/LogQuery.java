package dev.gantry.engine.log;

/**
 * What to read of a log. Times are nanoseconds since 1970.
 *
 * @param tail only so many of the last entries; negative for all
 * @param since only entries of this time and later; {@link Long#MIN_VALUE} for all
 * @param until end at the first entry later than this; {@link Long#MAX_VALUE} for none
 * @param stdout whether to include the standard output; left out after {@code tail} is counted, as Docker does
 * @param stderr the same for the standard error
 */
public record LogQuery(long tail, long since, long until, boolean stdout, boolean stderr) {
    /** Everything. */
    public static final LogQuery ALL = new LogQuery(-1, Long.MIN_VALUE, Long.MAX_VALUE, true, true);

    public LogQuery withTail(long entries) {
        return new LogQuery(entries, since, until, stdout, stderr);
    }

    public LogQuery withSince(long epochNanos) {
        return new LogQuery(tail, epochNanos, until, stdout, stderr);
    }

    public LogQuery withUntil(long epochNanos) {
        return new LogQuery(tail, since, epochNanos, stdout, stderr);
    }

    public LogQuery withStreams(boolean includeStdout, boolean includeStderr) {
        return new LogQuery(tail, since, until, includeStdout, includeStderr);
    }

    boolean includes(LogStream stream) {
        return stream == LogStream.STDOUT ? stdout : stderr;
    }
}
