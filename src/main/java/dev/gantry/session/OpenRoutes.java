package dev.gantry.session;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;

/** The routes that need nobody to be signed in: everything that is not here is closed. */
final class OpenRoutes {
    private static final Set<String> READ = Set.of("/login", "/setup", "/favicon.ico");
    private static final Set<String> POST = Set.of("/login", "/setup", "/api/session", "/api/setup");

    private OpenRoutes() {}

    /** Whether it is open to everybody. */
    static boolean isOpen(HttpServerRequest request) {
        String path = request.path();
        return request.method() == HttpMethod.POST && POST.contains(path)
                || isGet(request) && READ.contains(path)
                || needsNoCaller(request);
    }

    /** Whether it is the same for everybody, so that it does not matter who asks. */
    static boolean needsNoCaller(HttpServerRequest request) {
        String path = request.path();
        return isGet(request) && (path.startsWith("/assets/") || path.equals("/health") || path.startsWith("/health/"));
    }

    private static boolean isGet(HttpServerRequest request) {
        return request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
    }
}
