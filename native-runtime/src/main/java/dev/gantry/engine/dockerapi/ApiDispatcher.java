package dev.gantry.engine.dockerapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.http.Exchange;
import dev.gantry.engine.http.HttpException;
import dev.gantry.engine.http.HttpHandler;
import dev.gantry.engine.http.HttpRequest;
import dev.gantry.engine.http.HttpResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Leads requests to their operations, and failures to their answers. */
final class ApiDispatcher implements HttpHandler {
    private static final System.Logger LOG = System.getLogger(ApiDispatcher.class.getName());

    private final Router router;
    private final String commonFields;

    ApiDispatcher(Router router, String engineVersion) {
        this.router = router;
        this.commonFields = "Api-Version: " + ApiVersion.MAX
                + "\r\nDocker-Experimental: false\r\nOstype: linux\r\nServer: Gantry/" + engineVersion + " (linux)\r\n";
    }

    @Override
    public String commonFields() {
        return commonFields;
    }

    @Override
    public void handle(Exchange exchange) throws IOException, InterruptedException {
        try {
            route(exchange);
        } catch (EngineException e) {
            fail(exchange, e.category().status(), e.getMessage(), e);
            if (e.category() == EngineException.Category.SYSTEM) {
                log(exchange.request(), e);
            }
        } catch (HttpException e) {
            fail(exchange, e.status(), e.getMessage(), null);
        } catch (RuntimeException e) {
            fail(exchange, 500, "internal error: " + e, e);
            log(exchange.request(), e);
        }
    }

    private void route(Exchange exchange) throws IOException, InterruptedException {
        HttpRequest request = exchange.request();
        List<String> path = RequestPath.segments(request.path());
        ApiVersion version = ApiVersion.MAX;
        if (path.size() > 1 && ApiVersion.isVersion(path.getFirst())) {
            version = ApiVersion.requested(path.getFirst());
            path = path.subList(1, path.size());
        }
        Router.Match match = router.find(request.method(), path).orElse(null);
        if (match == null) {
            throw EngineException.notFound("page not found");
        }
        match.handler().handle(new ApiRequest(exchange, version, match.variables()));
    }

    private static void log(HttpRequest request, RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, request.method() + " " + request.path() + " failed", e);
    }

    private static void fail(Exchange exchange, int status, @Nullable String message, @Nullable RuntimeException cause)
            throws IOException {
        if (exchange.response().isCommitted()) {
            // Too late for a status: the connection is closed, so that the client does not take the answer for whole.
            throw new IOException("failed after the answer had begun: " + message, cause);
        }
        HttpResponse response = exchange.restartResponse();
        writeError(response, status, message);
    }

    @Override
    public void refuse(HttpException reason, HttpResponse response) throws IOException {
        writeError(response, reason.status(), reason.getMessage());
    }

    private static void writeError(HttpResponse response, int status, @Nullable String message) throws IOException {
        response.status(status);
        if (status == EngineException.Category.NOT_MODIFIED.status()) {
            return;
        }
        response.header("Content-Type", "application/json");
        try (JsonGenerator json = Json.FACTORY.createGenerator(response.body())) {
            json.writeStartObject();
            json.writeStringField("message", message == null ? "no reason given" : message);
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }
}
