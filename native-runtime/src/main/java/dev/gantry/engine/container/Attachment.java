package dev.gantry.engine.container;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** A client's connection to the streams of a running container or exec. Closing it detaches and harms nothing. */
public interface Attachment extends AutoCloseable {
    /**
     * Passes bytes to the process's standard input; blocks while it does not read them.
     *
     * @throws IOException if the process has ended or closed its input
     */
    void writeStdin(byte[] buffer, int offset, int length) throws IOException;

    /** Ends the standard input; the process reads end of file. Nothing happens on a terminal or when done before. */
    void closeStdin() throws IOException;

    /** Completes when the process has ended and the sink has had all of its output, or when the sink was detached. */
    CompletableFuture<Void> done();

    @Override
    void close();
}
