package dev.gantry.session;

import dev.gantry.platform.Problem;
import dev.gantry.platform.ProblemAnswers;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The one filter before everything the server answers. A request passes when its path is canonical, its body is within
 * bounds, no other site sent it, and it is from somebody known or to one of the few open routes of {@link OpenRoutes}.
 * What that somebody may do is {@code access.AccessPolicy}'s to say.
 */
@ApplicationScoped
public class Gate {
    private static final Logger LOG = Logger.getLogger(Gate.class);
    private static final int FIRST = 1000;

    /** Set when the forgery token must still be found in the form, see {@link FormToken}. */
    static final String TOKEN_IN_FORM = "gantry.token-in-form";

    @Inject
    Callers callers;

    @Inject
    FirstRun firstRun;

    @Inject
    ProblemAnswers answers;

    void register(@Observes Filters filters) {
        filters.register(this::handle, FIRST);
    }

    private void handle(RoutingContext request) {
        try {
            BodyLimit.apply(request);
            checkPath(request.request());
            checkOrigin(request.request());
        } catch (Problem problem) {
            answers.send(request, problem.status(), problem.getMessage());
            return;
        }
        if (OpenRoutes.needsNoCaller(request.request())) {
            request.next();
            return;
        }
        request.request().pause();
        request.vertx()
                .executeBlocking(() -> callers.recognise(request.request()), false)
                .onSuccess(caller -> admit(request, caller))
                .onFailure(failure -> {
                    LOG.error("Looking up who a request is from failed", failure);
                    answers.send(request, 500, "The server cannot tell who you are; its log says why");
                });
    }

    private void admit(RoutingContext request, Optional<Caller> caller) {
        caller.ifPresent(known -> request.put(Caller.KEY, known));
        if (caller.isEmpty() && !OpenRoutes.isOpen(request.request())) {
            refuse(request);
            return;
        }
        if (caller.isPresent() && caller.get().bySession() && !tokenFits(request, caller.get())) {
            answers.send(request, 403, "The forgery token is missing or old: reload the page and try again");
            return;
        }
        if (!isWebSocket(request.request())) {
            // The upgrade resumes by itself, and must not find the request at its end before its own checks are done.
            request.request().resume();
        }
        request.next();
    }

    private void refuse(RoutingContext request) {
        boolean page = request.request().method() == HttpMethod.GET && ProblemAnswers.wantsHtml(request);
        if (!page) {
            answers.send(request, 401, "Sign in first, or send an API token as Authorization: Bearer");
            return;
        }
        String path = request.request().uri();
        String next = path.equals("/") ? "" : "?next=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
        request.response()
                .setStatusCode(303)
                .putHeader("Location", firstRun.isOpen() ? "/setup" : "/login" + next)
                .putHeader("Cache-Control", "no-store")
                .end();
    }

    private static boolean tokenFits(RoutingContext request, Caller caller) {
        if (isRead(request.request()) || OpenRoutes.isOpen(request.request())) {
            return true;
        }
        String token = request.request().getHeader("X-CSRF-Token");
        if (token == null && BodyLimit.isForm(request.request())) {
            request.put(TOKEN_IN_FORM, caller.csrfToken());
            return true;
        }
        return token != null && Tokens.same(token, caller.csrfToken());
    }

    /** A path that could mean another one to somebody behind us is nobody's. */
    private static void checkPath(HttpServerRequest request) {
        String path = request.path();
        boolean odd = path == null
                || !path.startsWith("/")
                || path.contains("//")
                || path.contains("/./")
                || path.contains("/../")
                || path.endsWith("/.")
                || path.endsWith("/..")
                || path.contains("\\")
                || path.contains(";")
                || path.matches("(?i).*%(2e|2f|5c|00|25|3b).*");
        if (odd) {
            throw new Problem(400, "The path is not in its plain form: no empty, dot or encoded segments");
        }
    }

    private static void checkOrigin(HttpServerRequest request) {
        boolean bearer = request.getHeader("Authorization") != null;
        if (bearer) {
            return;
        }
        if (isWebSocket(request) ? !SameOrigin.isProven(request) : !isRead(request) && !SameOrigin.allows(request)) {
            throw new Problem(403, "Another site's page sent this: that is not allowed");
        }
    }

    private static boolean isWebSocket(HttpServerRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    private static boolean isRead(HttpServerRequest request) {
        HttpMethod method = request.method();
        return method == HttpMethod.GET || method == HttpMethod.HEAD || method == HttpMethod.OPTIONS;
    }
}
