package dev.gantry.engine.dockerapi;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.error.EngineException.Category;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** {@code /plugins}, as a daemon answers that has none. */
final class PluginRoutes {
    private static final Set<String> KEYS = Set.of("capability", "enabled");

    private PluginRoutes() {}

    static void register(Router router) {
        router.get("/plugins", PluginRoutes::list);
        router.get("/plugins/privileges", request -> unsupported());
        router.post("/plugins/pull", request -> unsupported());
        router.post("/plugins/create", request -> unsupported());
        router.get("/plugins/{name*}/json", PluginRoutes::missing);
        router.delete("/plugins/{name*}", PluginRoutes::missing);
        for (String verb : List.of("enable", "disable", "upgrade", "push", "set")) {
            router.post("/plugins/{name*}/" + verb, PluginRoutes::missing);
        }
    }

    private static void list(ApiRequest request) throws IOException {
        request.filters().accept(KEYS);
        request.json(200, json -> {
            json.writeStartArray();
            json.writeEndArray();
        });
    }

    private static void missing(ApiRequest request) {
        throw EngineException.notFound("plugin \"" + request.variable("name") + "\" not found");
    }

    private static void unsupported() {
        throw new EngineException(Category.NOT_IMPLEMENTED, "plugins are not supported by this engine");
    }
}
