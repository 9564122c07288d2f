package dev.gantry.docker;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A connection that attach or exec turned into a raw stream. With a terminal the bytes are the terminal's; without one,
 * what is read is framed, see {@link StreamFrames}. Reading and writing may happen on two threads.
 */
public final class HijackedStream implements Closeable {
    private final DockerConnection connection;

    HijackedStream(DockerConnection connection) {
        this.connection = connection;
    }

    public InputStream in() {
        return connection.in();
    }

    /** Unbuffered: what is written is sent. */
    public OutputStream out() {
        return connection.out();
    }

    /** Ends the process's standard input. */
    public void closeInput() throws IOException {
        connection.shutdownOutput();
    }

    @Override
    public void close() {
        connection.close();
    }
}
