package dev.gantry.engine.dockerapi;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.error.EngineException.Category;
import java.util.List;

/** The operations of a cluster, answered as by a daemon that is not part of one. */
final class SwarmRoutes {
    /** Clients look for this sentence. */
    static final String NOT_A_MANAGER = "This node is not a swarm manager. Use \"docker swarm init\" or"
            + " \"docker swarm join\" to connect this node to swarm and try again.";

    private static final List<String> LISTED = List.of("nodes", "services", "tasks", "secrets", "configs");

    private SwarmRoutes() {}

    static void register(Router router) {
        router.post("/swarm/init", request -> unsupported());
        router.post("/swarm/join", request -> unsupported());
        router.post("/swarm/leave", request -> refuse("This node is not part of a swarm"));
        router.get("/swarm", request -> refuse(NOT_A_MANAGER));
        router.get("/swarm/unlockkey", request -> refuse(NOT_A_MANAGER));
        router.post("/swarm/update", request -> refuse(NOT_A_MANAGER));
        router.post("/swarm/unlock", request -> refuse("This node is not part of a swarm"));
        for (String kind : LISTED) {
            ApiHandler refusal = request -> refuse(NOT_A_MANAGER);
            router.get("/" + kind, refusal);
            router.get("/" + kind + "/{id}", refusal);
            router.get("/" + kind + "/{id}/logs", refusal);
            router.post("/" + kind + "/create", refusal);
            router.post("/" + kind + "/{id}/update", refusal);
            router.delete("/" + kind + "/{id}", refusal);
        }
    }

    private static void unsupported() {
        throw new EngineException(
                Category.NOT_IMPLEMENTED, "this engine manages one machine: it can neither make nor join a swarm");
    }

    private static void refuse(String reason) {
        throw new EngineException(Category.UNAVAILABLE, reason);
    }
}
