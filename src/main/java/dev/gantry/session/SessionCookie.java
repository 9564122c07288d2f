package dev.gantry.session;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;

/** The cookie that carries a session's token. */
final class SessionCookie {
    static final String NAME = "gantry_session";

    private SessionCookie() {}

    static NewCookie holding(String token, Duration lifetime, RoutingContext request) {
        return builder(request).value(token).maxAge((int) lifetime.toSeconds()).build();
    }

    /** Makes the browser forget it. */
    static NewCookie cleared(RoutingContext request) {
        return builder(request).value("").maxAge(0).build();
    }

    private static NewCookie.Builder builder(RoutingContext request) {
        return new NewCookie.Builder(NAME)
                .path("/")
                .httpOnly(true)
                .secure("https".equals(request.request().scheme()))
                .sameSite(NewCookie.SameSite.STRICT);
    }
}
