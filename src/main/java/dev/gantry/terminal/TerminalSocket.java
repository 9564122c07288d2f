package dev.gantry.terminal;

import dev.gantry.container.Containers;
import dev.gantry.docker.DockerException;
import dev.gantry.platform.Problem;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A browser's end of a console; see the package for the frames. Each connection has an instance of its own. */
@WebSocket(path = "/terminals/{ticket}", endpointId = TerminalSocket.ID)
@SessionScoped
@RunOnVirtualThread
public class TerminalSocket {
    static final String ID = "terminal";

    private static final Logger LOG = Logger.getLogger(TerminalSocket.class);
    private static final CloseReason BAD_FRAME = new CloseReason(1003, "Text frames are {\"type\":\"resize\",…}");

    @Inject
    WebSocketConnection connection;

    @Inject
    Containers containers;

    private volatile @Nullable Terminal terminal;

    @OnOpen
    void open(WebSocketConnection itself) {
        Ticket ticket = connection.userData().get(TicketCheck.TICKET);
        var scope = containers.visibleTo(connection.userData().get(TicketCheck.USER));
        try {
            Terminal opened = Terminal.open(scope, ticket);
            terminal = opened;
            // The injected connection stands for whichever one is current, which on the pump's thread is none.
            Thread.ofVirtual().name("terminal " + itself.id()).start(() -> opened.pump(itself));
        } catch (DockerException | Problem | IOException e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    @OnBinaryMessage
    void type(Buffer keys) {
        Terminal open = terminal;
        if (open == null) {
            return; // it has failed, and the socket is closing
        }
        try {
            open.write(keys.getBytes());
        } catch (IOException e) {
            fail("The process no longer takes input: " + e.getMessage());
        }
    }

    @OnTextMessage
    void control(String text) {
        Terminal open = terminal;
        if (open == null) {
            return;
        }
        try {
            JsonObject message = new JsonObject(text);
            if (!"resize".equals(message.getString("type"))) {
                connection.closeAndAwait(BAD_FRAME);
                return;
            }
            open.resize(message.getInteger("columns", 0), message.getInteger("rows", 0));
        } catch (DecodeException | ClassCastException e) {
            connection.closeAndAwait(BAD_FRAME);
        } catch (DockerException | Problem e) {
            // A window's size that could not be set harms nobody: the process may just have ended.
            LOG.debugf(e, "Resizing terminal %s failed", connection.id());
        }
    }

    @OnClose
    void close() {
        Terminal open = terminal;
        if (open != null) {
            open.hangUp();
        }
    }

    @OnError
    void failed(Throwable failure) {
        LOG.debugf(failure, "Terminal %s failed", connection.id());
        close();
    }

    private void fail(String message) {
        connection.sendTextAndAwait(
                new JsonObject().put("type", "error").put("message", message).encode());
        connection.closeAndAwait();
    }
}
