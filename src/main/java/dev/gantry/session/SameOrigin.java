package dev.gantry.session;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Tells requests that another site's page made a browser send. */
final class SameOrigin {
    private SameOrigin() {}

    /** Whether the request is from a page of this server, or from no browser at all. */
    static boolean allows(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return false;
        }
        String origin = request.getHeader("Origin");
        return origin == null || isOurs(origin, request.getHeader("Host"));
    }

    /** Whether the request says that it is from a page of this server, as browsers do for every WebSocket. */
    static boolean isProven(HttpServerRequest request) {
        return request.getHeader("Origin") != null && allows(request);
    }

    private static boolean isOurs(String origin, @Nullable String host) {
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
