package dev.gantry.docker;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection to an engine's socket, used for one request. */
final class DockerConnection implements Closeable {
    private static final ScheduledThreadPoolExecutor DEADLINES = deadlines();

    private final DockerEndpoint endpoint;
    private final SocketChannel channel;
    private final InputStream in;
    private final OutputStream out;
    private @Nullable ScheduledFuture<?> deadline;
    private volatile boolean late;

    private DockerConnection(DockerEndpoint endpoint, SocketChannel channel) {
        this.endpoint = endpoint;
        this.channel = channel;
        this.in = new BufferedInputStream(Channels.newInputStream(channel), 16 << 10);
        this.out = Channels.newOutputStream(channel);
    }

    private static ScheduledThreadPoolExecutor deadlines() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("docker-deadlines").factory());
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    static DockerConnection open(DockerEndpoint endpoint) {
        try {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(endpoint.socket()));
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            return new DockerConnection(endpoint, channel);
        } catch (NoSuchFileException e) {
            throw unreachable(endpoint, "there is no such socket", e);
        } catch (IOException e) {
            throw unreachable(endpoint, String.valueOf(e.getMessage()), e);
        }
    }

    private static DockerException unreachable(DockerEndpoint endpoint, String why, IOException cause) {
        return DockerException.unreachable("Cannot reach the engine at " + endpoint.url() + ": " + why, cause);
    }

    /** Closes the connection if it is still in use after so many seconds; the reader then fails. */
    void closeAfter(int seconds) {
        deadline = DEADLINES.schedule(
                () -> {
                    late = true;
                    close();
                },
                seconds,
                TimeUnit.SECONDS);
    }

    /** Input is buffered, output goes out at once. */
    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    /** Tells the engine that nothing more will be sent, and goes on reading. */
    void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    DockerException broken(IOException cause) {
        String why = late ? "it did not answer in time" : String.valueOf(cause.getMessage());
        return DockerException.unreachable(
                "The connection to the engine at " + endpoint.url() + " broke: " + why, cause);
    }

    @Override
    public void close() {
        if (deadline != null) {
            deadline.cancel(false);
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("Closing the connection to " + endpoint.url(), e);
        }
    }
}
