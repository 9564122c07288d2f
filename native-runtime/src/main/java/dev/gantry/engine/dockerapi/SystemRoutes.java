package dev.gantry.engine.dockerapi;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.error.EngineException.Category;
import dev.gantry.engine.http.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Operations on the engine as a whole. */
final class SystemRoutes {
    private final SystemWriter writer;

    SystemRoutes(ApiServices services) {
        this.writer = new SystemWriter(services);
    }

    void register(Router router) {
        router.get("/_ping", SystemRoutes::ping);
        router.head("/_ping", SystemRoutes::ping);
        router.get("/version", request -> request.json(200, writer::writeVersion));
        router.get("/info", request -> request.json(200, writer::writeInfo));
        router.post("/auth", SystemRoutes::signIn);
    }

    private static void ping(ApiRequest request) throws IOException {
        HttpResponse response = request.exchange().response();
        response.header("Content-Type", "text/plain; charset=utf-8");
        response.header("Cache-Control", "no-cache, no-store, must-revalidate");
        response.header("Pragma", "no-cache");
        // The classic builder: this engine has no BuildKit.
        response.header("Builder-Version", "1");
        response.header("Swarm", "inactive");
        request.output().write("OK".getBytes(StandardCharsets.US_ASCII));
    }

    private static void signIn(ApiRequest request) {
        throw new EngineException(
                Category.NOT_IMPLEMENTED, "cannot sign in to a registry: this engine has no registry client yet");
    }
}
