package dev.gantry.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests over an engine's socket. HTTP/1.1 with one request to a connection: a unix socket costs nothing to open,
 * and nothing that a hijacked or abandoned stream leaves behind can reach another request.
 */
final class DockerTransport {
    private static final int DEADLINE_SECONDS = 60;
    private static final int MAX_ERROR_BODY = 64 << 10;
    private static final byte[] NO_BODY = {};

    private final DockerEndpoint endpoint;
    private volatile @Nullable String version;

    DockerTransport(DockerEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    DockerEndpoint endpoint() {
        return endpoint;
    }

    /** The answer to a request, its body yet to be read; an answer of 400 or above is thrown. */
    DockerResponse send(DockerRequest request) {
        DockerConnection connection = open();
        try {
            if (request.hasDeadline()) {
                connection.closeAfter(DEADLINE_SECONDS);
            }
            HttpHead head = exchange(connection, request, prefix(request) + request.target(), "");
            InputStream body = head.body(connection.in(), request.method.equals("HEAD"));
            if (head.status() >= 400) {
                throw refusal(head, body);
            }
            return new DockerResponse(connection, head, body);
        } catch (IOException e) {
            connection.close();
            throw connection.broken(e);
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Sends a request whose answer has no body of interest. */
    int sendAndForget(DockerRequest request) {
        try (DockerResponse response = send(request)) {
            return response.status();
        }
    }

    /** Sends a request answered by one JSON value after another. */
    <T> JsonStream<T> stream(DockerRequest request, Class<T> type) {
        return new JsonStream<>(send(request.untilDone()), type);
    }

    /** Sends a request that turns the connection into a raw stream in both directions. */
    HijackedStream hijack(DockerRequest request) {
        DockerConnection connection = open();
        try {
            HttpHead head = exchange(
                    connection, request, prefix(request) + request.target(), "Connection: Upgrade\r\nUpgrade: tcp\r\n");
            if (head.status() >= 400) {
                throw refusal(head, head.body(connection.in(), false));
            }
            return new HijackedStream(connection);
        } catch (IOException e) {
            connection.close();
            throw connection.broken(e);
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private DockerConnection open() {
        try {
            return DockerConnection.open(endpoint);
        } catch (DockerException e) {
            version = null; // the engine that comes back may be another one
            throw e;
        }
    }

    private String prefix(DockerRequest request) {
        return request.path.equals("/_ping") ? "" : "/v" + version();
    }

    /** The version both sides speak, asked of the engine once and again after it was out of reach. */
    private String version() {
        String known = version;
        if (known == null) {
            try (DockerResponse ping = send(DockerRequest.head("/_ping"))) {
                known = ApiVersion.negotiate(ping.field("api-version"));
            }
            version = known;
        }
        return known;
    }

    private HttpHead exchange(DockerConnection connection, DockerRequest request, String target, String upgrade)
            throws IOException {
        Object json = request.jsonBody();
        InputStream stream = request.streamBody();
        byte[] body = json == null ? NO_BODY : DockerJson.write(json);
        boolean chunked = stream != null && request.streamLength() < 0;
        StringBuilder head = new StringBuilder();
        head.append(request.method)
                .append(' ')
                .append(target)
                .append(" HTTP/1.1\r\nHost: docker\r\nUser-Agent: Gantry\r\n");
        head.append(upgrade.isEmpty() ? "Connection: close\r\n" : upgrade);
        if (chunked) {
            head.append("Transfer-Encoding: chunked\r\nContent-Type: application/x-tar\r\n");
        } else if (stream != null) {
            head.append("Content-Length: ")
                    .append(request.streamLength())
                    .append("\r\nContent-Type: application/x-tar\r\n");
        } else if (request.method.equals("POST")) {
            head.append("Content-Length: ").append(body.length).append("\r\nContent-Type: application/json\r\n");
        }
        OutputStream out = connection.out();
        out.write(join(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8), body));
        if (stream != null) {
            RequestBody.sendBeside(stream, connection, chunked);
        }
        return HttpHead.read(connection.in());
    }

    private static byte[] join(byte[] head, byte[] body) {
        byte[] both = java.util.Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, both, head.length, body.length);
        return both;
    }

    private static DockerException refusal(HttpHead head, InputStream body) throws IOException {
        String text = new String(body.readNBytes(MAX_ERROR_BODY), StandardCharsets.UTF_8).trim();
        String message = text.isEmpty() ? "The engine answered " + head.status() : text;
        if (text.startsWith("{")) {
            JsonNode node = DockerJson.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
            message = node.path("message").asText(text);
        }
        return new DockerException(head.status(), message);
    }
}
