package dev.gantry.support;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A browser's console for tests: collects what comes until the server closes it. */
public final class Console implements WebSocket.Listener {
    private final StringBuilder output = new StringBuilder();
    private final StringBuilder messages = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    /** Opens one; the future fails when the server refuses. */
    public CompletableFuture<WebSocket> open(int port, String path, SignedIn session, String origin) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Cookie", "gantry_session=" + session.cookie())
                .header("Origin", origin)
                .buildAsync(URI.create("ws://localhost:" + port + path), this);
    }

    /** Types on it. */
    public static void type(WebSocket socket, String keys) {
        socket.sendBinary(ByteBuffer.wrap(keys.getBytes(StandardCharsets.UTF_8)), true)
                .join();
    }

    /** Waits until the server closes it and returns everything the terminal showed. */
    public String outputAtTheEnd() throws Exception {
        closed.get(30, TimeUnit.SECONDS);
        return output.toString();
    }

    public String messages() {
        return messages.toString();
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        output.append(StandardCharsets.UTF_8.decode(data));
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        messages.append(text);
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
        closed.complete(status);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        closed.completeExceptionally(error);
    }
}
