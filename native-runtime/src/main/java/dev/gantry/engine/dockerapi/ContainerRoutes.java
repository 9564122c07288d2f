package dev.gantry.engine.dockerapi;

import dev.gantry.engine.container.Containers;

/** {@code /containers}: their life. */
final class ContainerRoutes {
    private final Containers containers;

    ContainerRoutes(ApiServices services) {
        this.containers = services.containers();
    }

    void register(Router router) {
        router.post("/containers/{id}/pause", this::pause);
        router.post("/containers/{id}/unpause", this::unpause);
    }

    private void pause(ApiRequest request) {
        containers.pause(request.variable("id"));
        request.noContent();
    }

    private void unpause(ApiRequest request) {
        containers.unpause(request.variable("id"));
        request.noContent();
    }
}
