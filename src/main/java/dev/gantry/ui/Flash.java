package dev.gantry.ui;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A message that an action leaves for the page it leads to. It travels in a cookie, and is gone once it was shown. */
@RequestScoped
@Named("flash")
public class Flash {
    private static final String COOKIE = "gantry_flash";
    private static final int MOST = 1500;
    private static final int SECONDS = 30;

    @Inject
    RoutingContext request;

    private @Nullable String text;

    /** Leaves word of something done. */
    public void good(String message) {
        leave("good", message);
    }

    /** Leaves word of something that failed. */
    public void problem(String message) {
        leave("problem", message);
    }

    private void leave(String kind, String message) {
        String cut = message.length() > MOST ? message.substring(0, MOST) + "…" : message;
        byte[] bytes = (kind + " " + cut).getBytes(StandardCharsets.UTF_8);
        cookie(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), SECONDS);
    }

    private void cookie(String value, int seconds) {
        request.response()
                .addCookie(Cookie.cookie(COOKIE, value)
                        .setPath("/")
                        .setHttpOnly(true)
                        .setSameSite(CookieSameSite.STRICT)
                        .setMaxAge(seconds));
    }

    /** Whether there is one; asking takes it away from the browser. */
    public boolean isPresent() {
        return !read().isEmpty();
    }

    /** {@code good} or {@code problem}. */
    public String getKind() {
        return read().startsWith("problem ") ? "problem" : "good";
    }

    public String getMessage() {
        return read().substring(read().indexOf(' ') + 1);
    }

    private String read() {
        if (text == null) {
            Cookie cookie = request.request().getCookie(COOKIE);
            text = cookie == null ? "" : decode(cookie.getValue());
            if (cookie != null) {
                cookie("", 0);
            }
        }
        return text;
    }

    private static String decode(String value) {
        try {
            return new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
