package dev.gantry.engine.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** One client's connection: its requests are answered one after another, as they arrive, on its own virtual thread. */
final class HttpConnection implements Runnable {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    // Most of a body nobody wanted that is read to keep the connection for the next request; as Go's server does.
    private static final int MAX_UNREAD = 256 * 1024;
    private static final int MAX_LINGER_BYTES = 16 * 1024 * 1024;
    private static final long LINGER = TimeUnit.SECONDS.toNanos(2);

    private final ClientSocket socket;
    private final HttpHandler handler;
    private final ConnectionInput input;
    private final RequestParser parser;
    private volatile boolean busy;
    private volatile boolean closing;

    HttpConnection(ClientSocket socket, HttpHandler handler) {
        this.socket = socket;
        this.handler = handler;
        this.input = new ConnectionInput(socket);
        this.parser = new RequestParser(input, this::sendContinue);
    }

    @Override
    public void run() {
        try (socket) {
            boolean more = true;
            while (more && !closing) {
                more = serveNext();
            }
        } catch (IOException | UncheckedIOException e) {
            // The client is gone or broke off its request; there is nobody to tell.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean serveNext() throws IOException, InterruptedException {
        HttpRequest request;
        try {
            request = parser.next();
        } catch (HttpException e) {
            refuse(e);
            return false;
        }
        if (request == null) {
            return false;
        }
        busy = true;
        Exchange exchange = new Exchange(socket, input, request, handler.commonFields());
        if (closing) {
            exchange.response().closeAfterwards();
        }
        try {
            handler.handle(exchange);
        } finally {
            socket.unbind();
        }
        boolean keep = finish(exchange);
        busy = false;
        if (!keep) {
            socket.linger(LINGER, MAX_LINGER_BYTES);
        }
        return keep;
    }

    private boolean finish(Exchange exchange) throws IOException {
        if (exchange.isHijacked()) {
            return false;
        }
        if (closing || !leavesNothing(exchange.request())) {
            exchange.response().closeAfterwards();
        }
        exchange.response().finish();
        return exchange.response().keepsAlive();
    }

    /** Whether the body has been read or is short enough to be skipped. */
    private static boolean leavesNothing(HttpRequest request) throws IOException {
        if (!(request.body() instanceof RequestBody body) || body.isComplete()) {
            return true;
        }
        if (body.isBroken() || body.isAwaited() && request.headers().has("Expect")) {
            return false;
        }
        byte[] waste = new byte[8192];
        for (int skipped = 0; skipped < MAX_UNREAD; ) {
            int count = body.read(waste);
            if (count < 0) {
                return true;
            }
            skipped += count;
        }
        return false;
    }

    private void refuse(HttpException reason) throws IOException {
        HttpResponse response = new HttpResponse(socket, handler.commonFields(), false, true, false);
        handler.refuse(reason, response);
        response.finish();
        socket.linger(LINGER, MAX_LINGER_BYTES);
    }

    private void sendContinue() {
        try {
            socket.write(CONTINUE, 0, CONTINUE.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends after the request that is being answered, or now if there is none or it would go on until the client leaves. */
    void closeSoon() {
        closing = true;
        if (!busy || socket.isBound()) {
            socket.hangUp();
        }
    }

    /** Ends now, as if the client had hung up. */
    void closeNow() {
        closing = true;
        socket.hangUp();
    }
}
