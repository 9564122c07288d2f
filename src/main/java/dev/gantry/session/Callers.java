package dev.gantry.session;

import dev.gantry.user.User;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/** Recognises who a request is from by its API token or its session. */
@ApplicationScoped
public class Callers {
    private static final String BEARER = "Bearer ";

    /** A request that bears a token is judged by that alone, whatever cookies come with it. */
    @Transactional
    Optional<Caller> recognise(HttpServerRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization != null) {
            return authorization.startsWith(BEARER)
                    ? ApiToken.findByToken(
                                    authorization.substring(BEARER.length()).trim())
                            .map(token -> new Caller(token.user, ""))
                    : Optional.empty();
        }
        Cookie cookie = request.getCookie(SessionCookie.NAME);
        if (cookie == null) {
            return Optional.empty();
        }
        return Session.findValid(cookie.getValue(), Instant.now())
                .map(session -> new Caller(session.user, Tokens.derive(cookie.getValue(), "csrf")));
    }

    /** Who a request is from, for what is answered outside of JAX-RS. Reads the database. */
    @ActivateRequestContext
    public Optional<User> userOf(HttpServerRequest request) {
        return recognise(request).map(Caller::user);
    }

    /** Whether a request that is still being answered would be let in now: its session may have ended since. */
    @ActivateRequestContext
    public boolean isStillKnown(HttpServerRequest request) {
        return userOf(request).isPresent();
    }
}
