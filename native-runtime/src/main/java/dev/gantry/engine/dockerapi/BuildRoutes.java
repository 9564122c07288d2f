package dev.gantry.engine.dockerapi;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.error.EngineException.Category;
import java.io.IOException;
import java.util.List;

/** Operations that make images or ask registries about them, none of which this engine can do yet. */
final class BuildRoutes {
    private static final String BUILD = "building images is not supported by this engine yet; build the image"
            + " elsewhere and bring it in with \"docker save\" there and \"docker load\" here";

    private BuildRoutes() {}

    static void register(Router router) {
        router.post("/build", request -> refuse(BUILD));
        router.post("/session", request -> refuse(BUILD));
        router.post("/grpc", request -> refuse(BUILD));
        router.post("/build/cancel", request -> refuse(BUILD));
        router.post("/build/prune", BuildRoutes::prune);
        router.get("/distribution/{name*}/json", BuildRoutes::distribution);
    }

    /** Nothing is built, so there is no cache; system prune must not fail for it. */
    private static void prune(ApiRequest request) throws IOException {
        request.json(200, json -> {
            json.writeStartObject();
            Json.strings(json, "CachesDeleted", List.of());
            json.writeNumberField("SpaceReclaimed", 0);
            json.writeEndObject();
        });
    }

    private static void distribution(ApiRequest request) {
        refuse("cannot ask the registry of " + request.variable("name") + ": this engine has no registry client yet");
    }

    private static void refuse(String reason) {
        throw new EngineException(Category.NOT_IMPLEMENTED, reason);
    }
}
