package dev.gantry.docker;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request, built up before it is sent. Paths are without the version prefix. */
final class DockerRequest {
    private static final String UNRESERVED = "-._~";

    final String method;
    final String path;
    private final List<Map.Entry<String, String>> query = new ArrayList<>();
    private @Nullable Object json;
    private @Nullable InputStream stream;
    private long streamLength = -1;
    private boolean unlimitedTime;

    private DockerRequest(String method, String path) {
        this.method = method;
        this.path = path;
    }

    static DockerRequest get(String path) {
        return new DockerRequest("GET", path);
    }

    static DockerRequest head(String path) {
        return new DockerRequest("HEAD", path);
    }

    static DockerRequest post(String path) {
        return new DockerRequest("POST", path);
    }

    static DockerRequest delete(String path) {
        return new DockerRequest("DELETE", path);
    }

    DockerRequest with(String name, @Nullable Object value) {
        return value == null ? this : withAnother(name, value.toString());
    }

    /** A parameter that may occur several times. */
    DockerRequest withAnother(String name, String value) {
        query.add(Map.entry(name, value));
        return this;
    }

    DockerRequest json(Object body) {
        this.json = body;
        return this;
    }

    /** Streams the body from here; {@code length} is −1 when it is not known. */
    DockerRequest stream(InputStream body, long length) {
        this.stream = body;
        this.streamLength = length;
        return untilDone();
    }

    /** The answer may take as long as it takes: streams, waits, uploads. */
    DockerRequest untilDone() {
        this.unlimitedTime = true;
        return this;
    }

    boolean hasDeadline() {
        return !unlimitedTime;
    }

    @Nullable
    Object jsonBody() {
        return json;
    }

    @Nullable
    InputStream streamBody() {
        return stream;
    }

    long streamLength() {
        return streamLength;
    }

    /** Path and query as they stand in the request line. */
    String target() {
        StringBuilder target = new StringBuilder(path);
        char separator = '?';
        for (Map.Entry<String, String> parameter : query) {
            target.append(separator)
                    .append(encode(parameter.getKey()))
                    .append('=')
                    .append(encode(parameter.getValue()));
            separator = '&';
        }
        return target.toString();
    }

    /** Percent-encodes everything that is not unreserved in RFC 3986. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (plain || UNRESERVED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append(String.format("%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
