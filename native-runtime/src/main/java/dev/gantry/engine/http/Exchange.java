package dev.gantry.engine.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** One request and its answer, handled on one virtual thread. */
public final class Exchange {
    private final ClientSocket socket;
    private final ConnectionInput input;
    private final HttpRequest request;
    private final HttpResponse response;
    private final String commonFields;
    private boolean hijacked;

    Exchange(ClientSocket socket, ConnectionInput input, HttpRequest request, String commonFields) {
        this.socket = socket;
        this.input = input;
        this.request = request;
        this.commonFields = commonFields;
        this.response = new HttpResponse(
                socket, commonFields, request.method().equals("HEAD"), request.http11(), request.persistent());
    }

    public HttpRequest request() {
        return request;
    }

    public HttpResponse response() {
        return response;
    }

    /** The answer with nothing in it but what every answer has, for an error; only before it is committed. */
    public HttpResponse restartResponse() {
        response.reset(commonFields);
        return response;
    }

    /** The calling thread, which must be the handler's, is interrupted as soon as the client has hung up. */
    public void endWithClient() {
        socket.bindToClient();
    }

    /**
     * Takes the connection over: sends a head and then speaks no more HTTP. What the request announced as its body comes
     * first in the input.
     *
     * @param contentType of what will be sent
     */
    public HijackedStream hijack(String contentType) throws IOException {
        hijacked = true;
        response.closeAfterwards();
        String head = request.upgrade() != null
                ? "HTTP/1.1 101 UPGRADED\r\nContent-Type: " + contentType
                        + "\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n" + commonFields + "\r\n"
                : "HTTP/1.1 200 OK\r\nContent-Type: " + contentType + "\r\n" + commonFields + "\r\n";
        byte[] bytes = head.getBytes(StandardCharsets.US_ASCII);
        socket.write(bytes, 0, bytes.length);
        return new HijackedStream(rest(), new Output());
    }

    private InputStream rest() {
        InputStream body = request.body();
        boolean readAlready = !(body instanceof RequestBody b) || b.isComplete();
        return readAlready ? input : new java.io.SequenceInputStream(body, input);
    }

    boolean isHijacked() {
        return hijacked;
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            socket.write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            socket.write(source, offset, length);
        }
    }
}
