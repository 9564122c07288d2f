package dev.gantry.engine.dockerapi;

import dev.gantry.engine.container.Containers;
import dev.gantry.engine.container.ExitStatus;
import dev.gantry.engine.container.WaitCondition;
import dev.gantry.engine.error.EngineException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** {@code /containers/{id}/…}: start, stop and what is between. */
final class LifecycleRoutes {
    /** The shortest JSON that is no empty object; Docker takes shorter bodies for none. */
    private static final int EMPTY_BODY = 7;

    private final Containers containers;

    LifecycleRoutes(ApiServices services) {
        this.containers = services.containers();
    }

    void register(Router router) {
        router.post("/containers/{id}/start", this::start);
        router.post("/containers/{id}/stop", this::stop);
        router.post("/containers/{id}/restart", this::restart);
        router.post("/containers/{id}/kill", this::kill);
        router.post("/containers/{id}/pause", this::pause);
        router.post("/containers/{id}/unpause", this::unpause);
        router.post("/containers/{id}/resize", this::resize);
        router.post("/containers/{id}/wait", this::await);
    }

    private void start(ApiRequest request) {
        long length = request.exchange().request().contentLength();
        if (length > EMPTY_BODY || length < 0) {
            throw EngineException.invalid(
                    "starting container with non-empty request body was deprecated since API v1.22"
                            + " and removed in v1.24");
        }
        if (!request.text("checkpoint").isEmpty()) {
            throw Unsupported.of("starting from a checkpoint");
        }
        containers.start(request.variable("id"));
        request.noContent();
    }

    private void stop(ApiRequest request) {
        containers.stop(request.variable("id"), signal(request), request.integer("t"));
        request.noContent();
    }

    private void restart(ApiRequest request) {
        containers.restart(request.variable("id"), signal(request), request.integer("t"));
        request.noContent();
    }

    /** Before 1.42 the parameter did not exist, and clients may have sent it for nothing. */
    private static @org.jspecify.annotations.Nullable String signal(ApiRequest request) {
        return request.version().isAtLeast(42) ? request.optionalText("signal") : null;
    }

    private void kill(ApiRequest request) {
        String id = request.variable("id");
        try {
            containers.kill(id, request.optionalText("signal"));
        } catch (EngineException e) {
            throw new EngineException(e.category(), "cannot kill container: " + id + ": " + e.getMessage(), e);
        }
        request.noContent();
    }

    private void pause(ApiRequest request) {
        containers.pause(request.variable("id"));
        request.noContent();
    }

    private void unpause(ApiRequest request) {
        containers.unpause(request.variable("id"));
        request.noContent();
    }

    private void resize(ApiRequest request) {
        containers.resize(request.variable("id"), TerminalSize.rows(request), TerminalSize.columns(request));
    }

    private void await(ApiRequest request) throws IOException, InterruptedException {
        CompletableFuture<ExitStatus> exit = containers.wait(request.variable("id"), condition(request));
        request.exchange().response().header("Content-Type", "application/json");
        if (request.version().isAtLeast(30)) {
            // The client starts the container only when it has these headers.
            request.output().flush();
        }
        request.exchange().endWithClient();
        try {
            ExitStatus status = exit.get();
            request.write(json -> {
                json.writeStartObject();
                json.writeNumberField("StatusCode", status.code());
                if (!status.error().isEmpty()) {
                    json.writeObjectFieldStart("Error");
                    json.writeStringField("Message", status.error());
                    json.writeEndObject();
                }
                json.writeEndObject();
            });
        } catch (ExecutionException e) {
            throw EngineException.system("wait for " + request.variable("id") + ": " + e.getCause(), e);
        }
    }

    private static WaitCondition condition(ApiRequest request) {
        String text = request.text("condition");
        return switch (text) {
            case "", "not-running" -> WaitCondition.NOT_RUNNING;
            case "next-exit" -> WaitCondition.NEXT_EXIT;
            case "removed" -> WaitCondition.REMOVED;
            default -> throw EngineException.invalid("invalid condition: \"" + text + "\"");
        };
    }
}
