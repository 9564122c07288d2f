package dev.gantry.engine.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An answer. A short one is sent in one piece with its length; one that outgrows the buffer, or is flushed, is sent in
 * chunks as it is written, no faster than the client reads. For one thread at a time.
 */
public final class HttpResponse {
    private static final int BUFFER = 32 * 1024;
    private static final int FIRST_BUFFER = 1024;
    // Room before the data for a chunk's size line and after it for its line end: one system call per chunk.
    private static final int BEFORE = 10;
    private static final int AFTER = 2;

    private final ClientSocket socket;
    private final boolean headOnly;
    private final boolean http11;
    private final StringBuilder fields = new StringBuilder(256);
    private final Body body = new Body();
    private int status = 200;
    private boolean keepAlive;
    private boolean committed;
    private boolean finished;
    private byte[] buffer = new byte[BEFORE + FIRST_BUFFER + AFTER];
    private int end = BEFORE;

    /** @param commonFields header lines that every answer has, each with its line end */
    HttpResponse(ClientSocket socket, String commonFields, boolean headOnly, boolean http11, boolean keepAlive) {
        this.socket = socket;
        this.headOnly = headOnly;
        this.http11 = http11;
        this.keepAlive = keepAlive;
        fields.append(commonFields);
    }

    public HttpResponse status(int code) {
        status = code;
        return this;
    }

    /** Adds a header field; neither part may come from a client unchecked. */
    public HttpResponse header(String name, String value) {
        fields.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    /** Whether the status can no longer be changed, since it has been sent. */
    public boolean isCommitted() {
        return committed;
    }

    /** The body. Flushing it sends what there is, and the head before anything is written. Closing does nothing. */
    public OutputStream body() {
        return body;
    }

    /** Drops what has been written but not sent, to answer something else. */
    void reset(String commonFields) {
        fields.setLength(0);
        fields.append(commonFields);
        end = BEFORE;
    }

    void closeAfterwards() {
        keepAlive = false;
    }

    boolean keepsAlive() {
        return keepAlive;
    }

    /** Sends what is left. */
    void finish() throws IOException {
        if (finished) {
            return;
        }
        finished = true;
        if (!committed) {
            committed = true;
            sendWhole();
        } else if (!headOnly) {
            sendChunk();
            if (http11) {
                write("0\r\n\r\n");
            }
        }
    }

    private void sendWhole() throws IOException {
        int length = end - BEFORE;
        boolean bodiless = status == 204 || status == 304 || status < 200;
        byte[] head = head(bodiless ? null : "Content-Length: " + length + "\r\n");
        byte[] whole = head;
        if (!headOnly && !bodiless && length > 0) {
            whole = java.util.Arrays.copyOf(head, head.length + length);
            System.arraycopy(buffer, BEFORE, whole, head.length, length);
        }
        socket.write(whole, 0, whole.length);
    }

    private void commitStream() throws IOException {
        committed = true;
        keepAlive &= http11;
        byte[] head = head(http11 ? "Transfer-Encoding: chunked\r\n" : null);
        socket.write(head, 0, head.length);
    }

    private byte[] head(@Nullable String length) {
        StringBuilder head = new StringBuilder(fields.length() + 128);
        head.append("HTTP/1.1 ").append(status).append(' ').append(StatusText.of(status));
        head.append("\r\n").append(fields);
        if (length != null) {
            head.append(length);
        }
        if (!keepAlive) {
            head.append("Connection: close\r\n");
        } else if (!http11) {
            head.append("Connection: keep-alive\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private void sendChunk() throws IOException {
        int length = end - BEFORE;
        if (length == 0 || headOnly) {
            end = BEFORE;
            return;
        }
        int from = BEFORE;
        int to = end;
        if (http11) {
            byte[] size = (Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            from = BEFORE - size.length;
            System.arraycopy(size, 0, buffer, from, size.length);
            buffer[to++] = '\r';
            buffer[to++] = '\n';
        }
        end = BEFORE;
        socket.write(buffer, from, to - from);
    }

    private void write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        socket.write(bytes, 0, bytes.length);
    }

    private final class Body extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            int at = offset;
            int left = length;
            while (left > 0) {
                if (end == BEFORE + BUFFER) {
                    send();
                }
                makeRoom(left);
                int count = Math.min(left, buffer.length - AFTER - end);
                System.arraycopy(source, at, buffer, end, count);
                end += count;
                at += count;
                left -= count;
            }
        }

        private void makeRoom(int wanted) {
            int room = buffer.length - AFTER - end;
            if (room < wanted && buffer.length < BEFORE + BUFFER + AFTER) {
                int size = Math.min(BUFFER, Math.max(end - BEFORE + wanted, 2 * (end - BEFORE)));
                buffer = java.util.Arrays.copyOf(buffer, BEFORE + size + AFTER);
            }
        }

        private void send() throws IOException {
            if (!committed) {
                commitStream();
            }
            sendChunk();
        }

        @Override
        public void flush() throws IOException {
            send();
        }
    }
}
