package dev.gantry.engine.dockerapi;

import dev.gantry.engine.container.Containers;

/** {@code /exec}: further processes in running containers. */
final class ExecRoutes {
    private final Containers containers;

    ExecRoutes(ApiServices services) {
        this.containers = services.containers();
    }

    void register(Router router) {
        router.post("/exec/{id}/resize", this::resize);
    }

    private void resize(ApiRequest request) {
        containers.resizeExec(request.variable("id"), TerminalSize.rows(request), TerminalSize.columns(request));
    }
}
