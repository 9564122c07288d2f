package dev.gantry.session;

import dev.gantry.platform.Problem;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;

/** Limits bodies to 4 MiB, except those of uploads, which are never held in memory. */
final class BodyLimit {
    private static final long MOST = 4L << 20;
    private static final Set<String> UPLOADS = Set.of("/api/images/load", "/api/images/import");

    private BodyLimit() {}

    /**
     * Refuses what is announced as too large, and has Quarkus refuse what turns out to be.
     *
     * @throws Problem 413, or 411 for a form that does not tell its length
     */
    static void apply(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (UPLOADS.contains(request.path())) {
            return;
        }
        context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, MOST);
        String length = request.getHeader("Content-Length");
        if (length == null && isForm(request)) {
            throw new Problem(411, "A form must tell its length: send Content-Length");
        }
        if (length != null && exceeds(length)) {
            throw new Problem(413, "The body has " + length + " bytes, more than the " + MOST + " this takes");
        }
    }

    static boolean isForm(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        String lower = type == null ? "" : type.toLowerCase(Locale.ROOT);
        return lower.startsWith("application/x-www-form-urlencoded") || lower.startsWith("multipart/form-data");
    }

    private static boolean exceeds(String length) {
        try {
            return Long.parseLong(length) > MOST;
        } catch (NumberFormatException e) {
            return true;
        }
    }
}
