package dev.gantry.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;

/** Sends a body of any length in constant memory. */
final class RequestBody {
    private static final Logger LOG = Logger.getLogger(RequestBody.class);
    private static final int BUFFER = 64 << 10;
    private static final byte[] LINE_END = {'\r', '\n'};

    private RequestBody() {}

    /**
     * Sends the body on a thread of its own, since the engine may answer while it still reads: were its progress not read,
     * it would wait for us and we for it. A source that fails takes the connection with it, so that the engine does not
     * take half a body for a whole one.
     */
    static void sendBeside(InputStream source, DockerConnection connection, boolean chunked) {
        Thread.ofVirtual().name("docker upload").start(() -> {
            try {
                copy(source, connection.out(), chunked);
            } catch (IOException e) {
                LOG.debugf(e, "An upload ended early");
                connection.close();
            }
        });
    }

    /**
     * Copies until the source ends. An engine that has seen enough closes its side, so a write that fails is no failure of
     * the request: its answer, usually the reason, is still there to be read.
     */
    static void copy(InputStream source, OutputStream out, boolean chunked) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
            if (read > 0 && !write(out, buffer, read, chunked)) {
                return;
            }
        }
        if (chunked) {
            write(out, new byte[0], 0, true);
        }
    }

    private static boolean write(OutputStream out, byte[] buffer, int length, boolean chunked) {
        try {
            if (chunked) {
                out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
            out.write(buffer, 0, length);
            if (chunked) {
                out.write(LINE_END);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
