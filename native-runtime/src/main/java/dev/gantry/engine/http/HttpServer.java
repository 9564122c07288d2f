package dev.gantry.engine.http;

import dev.gantry.engine.linux.LinuxException;
import dev.gantry.engine.linux.StreamSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves HTTP/1.1 on a unix socket. One platform thread waits for all connections; each connection is a virtual thread
 * that blocks. A client that sends or reads slowly, or not at all, costs that thread's stack and its buffers, about
 * 20 KiB, and nobody else's time.
 */
public final class HttpServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HttpServer.class.getName());
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final HttpHandler handler;
    private final SocketPoller poller;
    private final UnixListener listener;
    private final Map<HttpConnection, Thread> connections = new ConcurrentHashMap<>();
    private volatile boolean closed;
    private volatile boolean starved;

    private HttpServer(UnixListener listener, HttpHandler handler) {
        this.listener = listener;
        this.handler = handler;
        this.poller = new SocketPoller("docker-api");
    }

    /**
     * Starts to serve.
     *
     * @param socket where; its file has mode 0660
     * @param group the group that may connect, if this machine has it
     * @throws IOException if somebody answers there already, or the path cannot be used
     */
    public static HttpServer start(Path socket, String group, HttpHandler handler) throws IOException {
        UnixListener listener;
        try {
            listener = UnixListener.open(socket, group);
        } catch (LinuxException e) {
            throw new IOException("cannot listen on " + socket + ": " + e.getMessage(), e);
        }
        HttpServer server = new HttpServer(listener, handler);
        server.poller.watch(listener.socket(), events -> server.acceptAll());
        return server;
    }

    private void acceptAll() {
        try {
            StreamSocket accepted;
            while (!closed && (accepted = listener.socket().accept()) != null) {
                serve(accepted);
            }
        } catch (LinuxException e) {
            if (!closed) {
                // Out of descriptors, most likely: those who wait in the queue are let in when somebody leaves.
                starved = true;
                LOG.log(System.Logger.Level.WARNING, "A client has to wait: {0}", e.getMessage());
            }
        }
    }

    private void serve(StreamSocket accepted) {
        HttpConnection connection;
        try {
            connection = new HttpConnection(new ClientSocket(accepted, poller), handler);
        } catch (LinuxException e) {
            accepted.close();
            throw e;
        }
        Thread thread = Thread.ofVirtual().name("docker-api-client").unstarted(() -> run(connection));
        connections.put(connection, thread);
        thread.start();
    }

    private void run(HttpConnection connection) {
        try {
            connection.run();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "A request failed and its connection was closed", e);
        } finally {
            connections.remove(connection);
            if (starved) {
                starved = false;
                acceptAll();
            }
        }
    }

    /** How many clients are connected. */
    public int connections() {
        return connections.size();
    }

    /** Takes no more connections, gives requests that are being answered a moment to end, and ends the others. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        listener.close();
        connections.keySet().forEach(HttpConnection::closeSoon);
        try {
            awaitConnections(Instant.now().plus(GRACE));
            connections.keySet().forEach(HttpConnection::closeNow);
            awaitConnections(Instant.now().plus(GRACE));
            poller.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitConnections(Instant deadline) throws InterruptedException {
        for (Thread thread : connections.values()) {
            Duration left = Duration.between(Instant.now(), deadline);
            if (left.isNegative() || left.isZero() || !thread.join(left)) {
                return;
            }
        }
    }
}
