package dev.gantry.engine.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** Speaks the Docker Engine API as clients do, a connection for each request. */
public final class ApiClient {
    private final Path socket;

    /** @param body as ISO-8859-1 text, a character for each byte */
    public record Answer(int status, String head, String body) {
        /** Whether the head has a line, whatever the case of its letters. */
        public boolean hasHeader(String line) {
            return head.toLowerCase(Locale.ROOT).contains("\r\n" + line.toLowerCase(Locale.ROOT) + "\r\n");
        }
    }

    public ApiClient(Path socket) {
        this.socket = socket;
    }

    public Answer get(String path) throws IOException {
        return send("GET", path, null, new byte[0]);
    }

    public Answer head(String path) throws IOException {
        return send("HEAD", path, null, new byte[0]);
    }

    public Answer delete(String path) throws IOException {
        return send("DELETE", path, null, new byte[0]);
    }

    public Answer post(String path) throws IOException {
        return send("POST", path, null, new byte[0]);
    }

    public Answer post(String path, String json) throws IOException {
        return send("POST", path, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    public Answer upload(String path, byte[] tar) throws IOException {
        return send("POST", path, "application/x-tar", tar);
    }

    private Answer send(String method, String path, String contentType, byte[] body) throws IOException {
        String head = method + " " + path + " HTTP/1.1\r\nHost: docker\r\nConnection: close\r\nContent-Length: "
                + body.length + "\r\n" + (contentType == null ? "" : "Content-Type: " + contentType + "\r\n") + "\r\n";
        try (RawClient client = new RawClient(socket)) {
            client.send(head).send(body);
            return parse(client.readAll());
        }
    }

    private static Answer parse(String text) throws IOException {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("not an answer: " + text);
        }
        String head = text.substring(0, end + 2);
        String body = text.substring(end + 4);
        int status = Integer.parseInt(head.substring(9, 12));
        boolean chunked = head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
        return new Answer(status, head, chunked ? joinChunks(body) : body);
    }

    private static String joinChunks(String body) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int line = body.indexOf("\r\n", at);
            if (line < 0) {
                throw new IOException("the answer broke off after: " + whole);
            }
            int size = Integer.parseInt(body.substring(at, line), 16);
            if (size == 0) {
                return whole.toString(StandardCharsets.ISO_8859_1);
            }
            whole.write(body.substring(line + 2, line + 2 + size).getBytes(StandardCharsets.ISO_8859_1));
            at = line + 2 + size + 2;
        }
    }
}
