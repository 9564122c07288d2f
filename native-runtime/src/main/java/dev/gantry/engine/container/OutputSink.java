package dev.gantry.engine.container;

import java.io.IOException;

/** Takes what a container or exec writes. Called by one thread at a time. */
public interface OutputSink {
    /**
     * Takes some bytes; they are valid only during the call. May block: the writer then waits, as a program does whose
     * terminal is stopped. An exception detaches the sink.
     *
     * @param stream 1 for stdout (and everything a terminal shows), 2 for stderr
     */
    void write(int stream, byte[] buffer, int offset, int length) throws IOException;
}
