package dev.gantry.engine.log;

import java.io.IOException;

/** Takes log entries, one call each, in the order they were written. */
@FunctionalInterface
public interface LogConsumer {
    /**
     * Takes one entry. May block as long as it likes; nothing is read ahead meanwhile.
     *
     * @param epochNanos when it was written, nanoseconds since 1970
     * @param buffer holds the text from {@code offset} on, in UTF-8 with its line feed; an entry without one is
     *     continued by the next of the same stream. The bytes are valid, and may be changed, until this method returns.
     * @throws IOException ends the reading and goes through to its caller
     */
    void accept(LogStream stream, long epochNanos, byte[] buffer, int offset, int length) throws IOException;

    /** Everything that was written has been delivered, and the reading goes on when there is more. */
    default void caughtUp() throws IOException {}
}
