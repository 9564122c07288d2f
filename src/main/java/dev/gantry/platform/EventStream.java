package dev.gantry.platform;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Server-sent events, written by one thread that blocks while the client does not read: nothing waits in memory for a slow
 * one. Source: WHATWG HTML, "Server-sent events".
 */
public final class EventStream {
    private static final byte[] COMMENT = {':', '\n', '\n'};

    private final OutputStream out;

    private EventStream(OutputStream out) {
        this.out = out;
    }

    /** What is sent, for as long as it runs; an {@link IOException} from a send means that the client is gone. */
    public interface Body {
        void run(EventStream out) throws IOException, InterruptedException;
    }

    /** The answer whose events {@code body} sends, on the thread of the request (let it be a virtual one). */
    public static Response of(Body body) {
        StreamingOutput output = out -> {
            EventStream stream = new EventStream(out);
            // The head goes out at once: a browser calls the stream open only then.
            stream.beat();
            try {
                body.run(stream);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("Interrupted while events were being sent");
            }
        };
        // Not transformed: a compressing proxy would hold events back.
        return Response.ok(output)
                .type("text/event-stream")
                .header("Cache-Control", "no-store, no-transform")
                .header("X-Accel-Buffering", "no")
                .build();
    }

    /** An event without an id. */
    public void send(String name, String data) throws IOException {
        send("", name, data);
    }

    /** An event; a client that reconnects sends the last {@code id} it saw, unless that is empty. */
    public void send(String id, String name, String data) throws IOException {
        StringBuilder event = new StringBuilder(data.length() + 64);
        if (!id.isEmpty()) {
            event.append("id: ").append(id).append('\n');
        }
        event.append("event: ").append(name).append('\n');
        data.lines().forEach(line -> event.append("data: ").append(line).append('\n'));
        if (data.isEmpty()) {
            event.append("data: \n");
        }
        out.write(event.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Something without meaning, to keep the connection open and to notice when it is not. */
    public void beat() throws IOException {
        out.write(COMMENT);
        out.flush();
    }
}
