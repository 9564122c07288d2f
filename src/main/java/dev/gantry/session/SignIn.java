package dev.gantry.session;

import dev.gantry.platform.GantryConfig;
import dev.gantry.platform.Problem;
import dev.gantry.user.User;
import dev.gantry.user.Users;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.NewCookie;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens and closes sessions. Forms and the REST resource both come here. */
@ApplicationScoped
public class SignIn {
    @Inject
    Users users;

    @Inject
    Throttle throttle;

    @Inject
    GantryConfig config;

    /** Somebody who has just signed in, and the cookie to answer with. */
    public record SignedIn(User user, NewCookie cookie) {}

    /**
     * Signs in with name and password.
     *
     * @throws Problem 401 when they do not fit together, 429 after too many attempts
     */
    public SignedIn withPassword(String name, String password, RoutingContext request) {
        String byName = "name " + name.toLowerCase(Locale.ROOT);
        String byAddress = "address " + request.request().remoteAddress().hostAddress();
        throttle.check(byName, byAddress);
        Optional<User> user = users.authenticate(name, password);
        if (user.isEmpty()) {
            throttle.failed(byName, byAddress);
            throw new Problem(401, "Name and password do not fit together");
        }
        throttle.succeeded(byName, byAddress);
        return as(user.get(), request);
    }

    /** Opens a session for somebody already recognised otherwise. */
    @Transactional
    public SignedIn as(User user, RoutingContext request) {
        Instant now = Instant.now();
        Session.deleteExpired(now);
        String token = Tokens.random();
        User known = User.findById(user.id);
        new Session(token, known, now, now.plus(config.sessionLifetime())).persist();
        return new SignedIn(known, SessionCookie.holding(token, config.sessionLifetime(), request));
    }

    /** Closes the session the request belongs to and returns the cookie that clears the browser's. */
    @Transactional
    public NewCookie out(RoutingContext request) {
        Cookie cookie = request.request().getCookie(SessionCookie.NAME);
        if (cookie != null) {
            Session.deleteById(Tokens.hash(cookie.getValue()));
        }
        return SessionCookie.cleared(request);
    }

    /** Where to go after signing in: {@code next} if it is a path of this server, the start page otherwise. */
    public static String localPath(@Nullable String next) {
        if (next == null || !next.startsWith("/") || next.startsWith("//")) {
            return "/";
        }
        return next.chars().anyMatch(c -> c == '\\' || c < ' ') ? "/" : next;
    }
}
