package dev.gantry.engine.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** The plainest client of the API there can be: one connection a request, read to its end. */
record DockerSocket(Path path) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A whole answer; one that was cut off is an {@link IOException} instead. */
    record Answer(int status, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }

        Answer orFail(String what, int... expected) {
            for (int status : expected) {
                if (status == this.status) {
                    return this;
                }
            }
            throw new AssertionError(what + " answered " + status + ": " + text());
        }
    }

    Answer get(String path) throws IOException {
        return send("GET", path, "application/json", new byte[0]);
    }

    Answer post(String path, String json) throws IOException {
        return send("POST", path, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    Answer delete(String path) throws IOException {
        return send("DELETE", path, "application/json", new byte[0]);
    }

    Answer send(String method, String path, String type, byte[] body) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(this.path))) {
            String head = method + " /v1.41" + path + " HTTP/1.1\r\nHost: engine\r\nConnection: close\r\nContent-Type: "
                    + type + "\r\nContent-Length: " + body.length + "\r\n\r\n";
            write(channel, ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
            write(channel, ByteBuffer.wrap(body));
            return parse(readAll(channel));
        }
    }

    private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static byte[] readAll(SocketChannel channel) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
        while (channel.read(buffer) >= 0) {
            all.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return all.toByteArray();
    }

    private static Answer parse(byte[] raw) throws IOException {
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new EOFException("no whole head in " + raw.length + " bytes");
        }
        String head = text.substring(0, end).toLowerCase(Locale.ROOT);
        int status = Integer.parseInt(head.substring(9, 12));
        String rest = text.substring(end + 4);
        if (head.contains("\r\ntransfer-encoding: chunked")) {
            rest = joinChunks(rest);
        } else if (head.contains("\r\ncontent-length: ")) {
            int at = head.indexOf("\r\ncontent-length: ") + 18;
            int stop = head.indexOf('\r', at);
            int length = Integer.parseInt(head, at, stop < 0 ? head.length() : stop, 10);
            if (rest.length() < length) {
                throw new EOFException(rest.length() + " of " + length + " bytes");
            }
        }
        return new Answer(status, rest.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String joinChunks(String chunked) throws EOFException {
        StringBuilder whole = new StringBuilder(chunked.length());
        int at = 0;
        while (true) {
            int line = chunked.indexOf("\r\n", at);
            if (line < 0) {
                throw new EOFException("no last chunk");
            }
            int size = Integer.parseInt(chunked, at, line, 16);
            if (size == 0) {
                return whole.toString();
            }
            if (line + 2 + size > chunked.length()) {
                throw new EOFException("a chunk is cut off");
            }
            whole.append(chunked, line + 2, line + 2 + size);
            at = line + 2 + size + 2;
        }
    }
}
