package dev.gantry.terminal;

import dev.gantry.container.ContainerScope;
import dev.gantry.docker.DockerException;
import dev.gantry.docker.HijackedStream;
import dev.gantry.docker.StreamFrames;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** The engine's end of a console: an exec and its streams. */
final class Terminal {
    private static final Logger LOG = Logger.getLogger(Terminal.class);
    private static final int BUFFER = 16 << 10;
    private static final int LARGEST_WINDOW = 1000;

    /** Interrupt, then end of input: what ends a shell, whatever it was doing. */
    private static final byte[] GOODBYE = {0x03, 0x04};

    private final ContainerScope containers;
    private final String exec;
    private final boolean tty;
    private final HijackedStream stream;
    private final AtomicBoolean over = new AtomicBoolean();

    private Terminal(ContainerScope containers, String exec, boolean tty, HijackedStream stream) {
        this.containers = containers;
        this.exec = exec;
        this.tty = tty;
        this.stream = stream;
    }

    static Terminal open(ContainerScope containers, Ticket ticket) throws IOException {
        String exec = containers.createExec(ticket.containerId(), ticket.exec());
        HijackedStream stream = containers.startExec(exec, ticket.exec().tty());
        Terminal terminal = new Terminal(containers, exec, ticket.exec().tty(), stream);
        try {
            terminal.resize(ticket.columns(), ticket.rows());
        } catch (DockerException e) {
            LOG.debugf(e, "The process of exec %s was over before its window had a size", exec);
        }
        return terminal;
    }

    /** Sends what the process says, waiting for the browser to take it, until the process or the socket is at its end. */
    void pump(WebSocketConnection socket) {
        try {
            copy(socket);
            if (over.compareAndSet(false, true)) {
                socket.sendTextAndAwait(new JsonObject()
                        .put("type", "exit")
                        .put("code", containers.inspectExec(exec).exitCode())
                        .encode());
                socket.closeAndAwait();
            }
        } catch (IOException | RuntimeException e) {
            // The browser went away, or the engine did: either way there is nobody to tell.
            LOG.debugf(e, "Terminal %s ended", socket.id());
            if (over.compareAndSet(false, true)) {
                socket.closeAndAwait();
            }
        } finally {
            stream.close();
        }
    }

    private void copy(WebSocketConnection socket) throws IOException {
        if (!tty) {
            StreamFrames frames = new StreamFrames(stream.in());
            for (Optional<StreamFrames.Piece> next = frames.next(); next.isPresent(); next = frames.next()) {
                socket.sendBinaryAndAwait(Buffer.buffer(next.get().bytes()));
            }
            return;
        }
        byte[] buffer = new byte[BUFFER];
        for (int read = stream.in().read(buffer); read >= 0; read = stream.in().read(buffer)) {
            socket.sendBinaryAndAwait(Buffer.buffer(Arrays.copyOf(buffer, read)));
        }
    }

    void write(byte[] keys) throws IOException {
        stream.out().write(keys);
    }

    /** Nothing happens without a terminal or for a size no window has. */
    void resize(int columns, int rows) {
        boolean possible = columns > 0 && rows > 0 && columns <= LARGEST_WINDOW && rows <= LARGEST_WINDOW;
        if (tty && possible) {
            containers.resizeExec(exec, columns, rows);
        }
    }

    /**
     * The browser is gone. Docker's API cannot end an exec, so a terminal gets what ends a shell; a program that ignores
     * both goes on until it or the container ends.
     */
    void hangUp() {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        try {
            if (tty) {
                stream.out().write(GOODBYE);
            }
            stream.closeInput();
        } catch (IOException e) {
            LOG.debugf(e, "Exec %s was over already", exec);
        } finally {
            stream.close();
        }
    }
}
