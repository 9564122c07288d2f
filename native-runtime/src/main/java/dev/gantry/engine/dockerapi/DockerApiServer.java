package dev.gantry.engine.dockerapi;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.http.HttpServer;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Serves the Docker Engine API, versions 1.24 to 1.50, on a unix socket. */
public final class DockerApiServer implements AutoCloseable {
    /** Who may connect beside root. */
    private static final String GROUP = "docker";

    private final ApiServices services;
    private @Nullable HttpServer server;

    public DockerApiServer(ApiServices services) {
        this.services = services;
    }

    /**
     * Begins to answer.
     *
     * @param socket replaced if nobody answers there
     * @throws EngineException unavailable, if somebody answers there or the path cannot be used
     */
    public synchronized void start(Path socket) {
        Router router = new Router();
        new ContainerRoutes(services).register(router);
        new ExecRoutes(services).register(router);
        try {
            server = HttpServer.start(socket, GROUP, new ApiDispatcher(router, services.version()));
        } catch (IOException e) {
            throw new EngineException(EngineException.Category.UNAVAILABLE, String.valueOf(e.getMessage()), e);
        }
    }

    /** Ends every connection; containers are not touched. */
    @Override
    public synchronized void close() throws IOException {
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
