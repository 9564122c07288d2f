package dev.gantry.terminal;

import dev.gantry.container.ContainerScope;
import dev.gantry.container.Containers;
import dev.gantry.docker.DockerException;
import dev.gantry.platform.Problem;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import org.jboss.logging.Logger;

/** A browser's end of a console; see the package for the frames. What a connection has is kept in its user data. */
@WebSocket(path = "/terminals/{ticket}", endpointId = TerminalSocket.ID)
@RunOnVirtualThread
public class TerminalSocket {
    static final String ID = "terminal";

    private static final Logger LOG = Logger.getLogger(TerminalSocket.class);
    private static final CloseReason BAD_FRAME = new CloseReason(1003, "Text frames are {\"type\":\"resize\",…}");
    private static final TypedKey<Terminal> TERMINAL = new TypedKey<>("terminal");

    @Inject
    Containers containers;

    @OnOpen
    void open(WebSocketConnection connection) {
        Ticket ticket = connection.userData().get(TicketCheck.TICKET);
        ContainerScope scope = containers.visibleTo(connection.userData().get(TicketCheck.USER));
        try {
            Terminal terminal = Terminal.open(scope, ticket);
            connection.userData().put(TERMINAL, terminal);
            Thread.ofVirtual().name("terminal " + connection.id()).start(() -> terminal.pump(connection));
        } catch (DockerException | Problem | IOException e) {
            fail(connection, String.valueOf(e.getMessage()));
        }
    }

    @OnBinaryMessage
    void type(Buffer keys, WebSocketConnection connection) {
        Terminal terminal = connection.userData().get(TERMINAL);
        if (terminal == null) {
            return; // it has failed, and the socket is closing
        }
        try {
            terminal.write(keys.getBytes());
        } catch (IOException e) {
            // The process has ended: the pump, which sees it too, says with which code.
            LOG.debugf(e, "Terminal %s takes no more input", connection.id());
        }
    }

    @OnTextMessage
    void control(String text, WebSocketConnection connection) {
        Terminal terminal = connection.userData().get(TERMINAL);
        if (terminal == null) {
            return;
        }
        try {
            JsonObject message = new JsonObject(text);
            if (!"resize".equals(message.getString("type"))) {
                connection.closeAndAwait(BAD_FRAME);
                return;
            }
            terminal.resize(message.getInteger("columns", 0), message.getInteger("rows", 0));
        } catch (DecodeException | ClassCastException e) {
            connection.closeAndAwait(BAD_FRAME);
        } catch (DockerException | Problem e) {
            // A window's size that could not be set harms nobody: the process may just have ended.
            LOG.debugf(e, "Resizing terminal %s failed", connection.id());
        }
    }

    @OnClose
    void close(WebSocketConnection connection) {
        Terminal terminal = connection.userData().get(TERMINAL);
        if (terminal != null) {
            terminal.hangUp();
        }
    }

    @OnError
    void failed(Throwable failure, WebSocketConnection connection) {
        LOG.debugf(failure, "Terminal %s failed", connection.id());
        close(connection);
    }

    private static void fail(WebSocketConnection connection, String message) {
        connection.sendTextAndAwait(
                new JsonObject().put("type", "error").put("message", message).encode());
        connection.closeAndAwait();
    }
}
