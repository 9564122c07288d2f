package dev.gantry.engine.dockerapi;

import dev.gantry.engine.container.Attachment;
import dev.gantry.engine.container.OutputSink;
import dev.gantry.engine.http.HijackedStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A client at the streams of a process, over a connection that was taken over. Made before the connection is, so that
 * nothing the process writes is missed: the sink waits for {@link #open}.
 */
final class ProcessSession implements OutputSink {
    private static final long PUMP_END_MILLIS = 1000;

    private final boolean tty;
    private final boolean stdout;
    private final boolean stderr;
    private final CountDownLatch opened = new CountDownLatch(1);
    private volatile @Nullable OutputStream output;

    ProcessSession(boolean tty, boolean stdout, boolean stderr) {
        this.tty = tty;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /** From now on output goes to the client. */
    void open(OutputStream client) {
        output = client;
        opened.countDown();
    }

    @Override
    public void write(int stream, byte[] buffer, int offset, int length) throws IOException {
        try {
            opened.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before the client was connected", e);
        }
        OutputStream client = output;
        if (client == null || !(stream == StdCopy.STDERR ? stderr : stdout)) {
            return;
        }
        if (tty) {
            client.write(buffer, offset, length);
        } else {
            StdCopy.write(client, stream, buffer, offset, length);
        }
    }

    /** How the client's input is passed on. @param closeAtEnd whether the process is to read end of file with it */
    record Input(boolean closeAtEnd, @Nullable DetachKeys detachKeys) {}

    /**
     * Passes input on until the process has ended, the client has left, or it has typed the detach keys.
     *
     * @param input {@code null} if the client's input is not for the process
     */
    static void run(Attachment attachment, HijackedStream client, @Nullable Input input) throws InterruptedException {
        Thread pump = null;
        if (input != null) {
            pump = Thread.ofVirtual().name("docker-api-stdin").start(() -> pump(attachment, client, input));
        }
        try (attachment) {
            attachment.done().get();
        } catch (ExecutionException e) {
            // The streams broke; the client sees their end and asks for the exit code.
        } finally {
            if (pump != null) {
                pump.interrupt();
                pump.join(PUMP_END_MILLIS);
            }
        }
    }

    private static void pump(Attachment attachment, HijackedStream client, Input input) {
        byte[] buffer = new byte[8192];
        try {
            int count;
            while ((count = client.input().read(buffer)) >= 0) {
                if (input.detachKeys() == null) {
                    attachment.writeStdin(buffer, 0, count);
                    continue;
                }
                DetachKeys.Result result = input.detachKeys().feed(buffer, count);
                attachment.writeStdin(result.passed(), 0, result.passed().length);
                if (result.detached()) {
                    attachment.close();
                    return;
                }
            }
            if (input.closeAtEnd()) {
                attachment.closeStdin();
            }
        } catch (IOException e) {
            // The process reads no more, or the client is gone; the output side tells what happens next.
        }
    }
}
