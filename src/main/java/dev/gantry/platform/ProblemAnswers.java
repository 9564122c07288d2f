package dev.gantry.platform;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;

/** Answers failures: a page to whoever asks for HTML, {@code {"message": "…"}} to everybody else. */
@ApplicationScoped
public class ProblemAnswers {
    private static final long DISCARDING_MILLIS = 5_000;

    @Inject
    @Location("platform/problem.html")
    Template page;

    /** The answer for JAX-RS. */
    public Response response(RoutingContext request, int status, String message) {
        boolean html = wantsHtml(request);
        return Response.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .type(html ? MediaType.TEXT_HTML_TYPE.withCharset("utf-8") : MediaType.APPLICATION_JSON_TYPE)
                .entity(body(html, status, message))
                .build();
    }

    /** Answers outside of JAX-RS. */
    public void send(RoutingContext request, int status, String message) {
        boolean html = wantsHtml(request);
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.CONTENT_TYPE, html ? "text/html;charset=utf-8" : MediaType.APPLICATION_JSON)
                .end(body(html, status, message));
        discardRest(request);
    }

    /** Reads over what is left of the body, for a while: a client that still sends would not see the answer. */
    private static void discardRest(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.isEnded()) {
            return;
        }
        long timer = context.vertx()
                .setTimer(DISCARDING_MILLIS, expired -> request.connection().close());
        request.handler(ignored -> {});
        request.endHandler(ended -> context.vertx().cancelTimer(timer));
        request.exceptionHandler(broken -> context.vertx().cancelTimer(timer));
        request.resume();
    }

    /** Whether a browser navigates: API clients and scripts ask for JSON or for anything. */
    public static boolean wantsHtml(RoutingContext request) {
        String accept = request.request().getHeader(HttpHeaders.ACCEPT);
        return accept != null
                && accept.toLowerCase(Locale.ROOT).contains("text/html")
                && !request.normalizedPath().startsWith("/api/");
    }

    private String body(boolean html, int status, String message) {
        return html
                ? page.data("status", status)
                        .data("title", title(status))
                        .data("message", message)
                        .render()
                : new JsonObject().put("message", message).encode();
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "That cannot be done";
            case 401 -> "Sign in first";
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 409 -> "In the way";
            case 413 -> "Too large";
            case 429 -> "Too many attempts";
            case 503 -> "The engine cannot be reached";
            default -> "Something failed";
        };
    }
}
