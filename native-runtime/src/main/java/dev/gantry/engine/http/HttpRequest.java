package dev.gantry.engine.http;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose head has been read.
 *
 * @param path as sent, still percent-encoded, without the query; begins with a slash
 * @param query each parameter's values, decoded, in their order
 * @param contentLength -1 if the body is chunked; 0 if there is none
 * @param body to be read while the request is handled
 * @param persistent whether the client wants to send another request on the connection
 * @param upgrade the protocol the client wants to change to; {@code null}: none
 */
public record HttpRequest(
        String method,
        String path,
        Map<String, List<String>> query,
        Headers headers,
        long contentLength,
        InputStream body,
        boolean http11,
        boolean persistent,
        @Nullable String upgrade) {

    /** The first value of a query parameter; {@code null} if it is not given. */
    public @Nullable String parameter(String name) {
        List<String> values = query.get(name);
        return values == null ? null : values.getFirst();
    }
}
