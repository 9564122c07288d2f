package dev.gantry.engine.dockerapi;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.http.HttpServer;
import dev.gantry.engine.log.LogWatcher;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Serves the Docker Engine API, versions 1.24 to 1.50, on a unix socket. */
public final class DockerApiServer implements AutoCloseable {
    /** Who may connect beside root. */
    private static final String GROUP = "docker";

    private final ApiServices services;
    private @Nullable HttpServer server;
    private @Nullable LogWatcher logs;

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
        new LifecycleRoutes(services).register(router);
        new AttachRoutes(services).register(router);
        new StatsRoutes(services).register(router);
        new ExecRoutes(services).register(router);
        registerOthers(router);
        LogWatcher watcher = new LogWatcher();
        logs = watcher;
        new LogRoutes(services, watcher).register(router);
        try {
            server = HttpServer.start(socket, GROUP, new ApiDispatcher(router, services.version()));
        } catch (IOException e) {
            watcher.close();
            throw new EngineException(EngineException.Category.UNAVAILABLE, String.valueOf(e.getMessage()), e);
        }
    }

    private void registerOthers(Router router) {
        ImageUse use = new ImageUse(services.containers());
        ImageEvents imageEvents = new ImageEvents(services.events());
        new ImageRoutes(services.images(), use, imageEvents).register(router);
        new ImageTransferRoutes(services.images(), imageEvents).register(router);
        new ImagePruneRoute(services.images(), use, imageEvents, services.events()).register(router);
        new SystemRoutes(services).register(router);
        new EventsRoute(services).register(router);
        new DiskUsageRoute(services).register(router);
        new NetworkRoutes(services).register(router);
        new VolumeRoutes(services).register(router);
        PluginRoutes.register(router);
        SwarmRoutes.register(router);
        BuildRoutes.register(router);
    }

    /** Ends every connection; containers are not touched. */
    @Override
    public synchronized void close() throws IOException {
        if (server != null) {
            server.close();
            server = null;
        }
        if (logs != null) {
            logs.close();
            logs = null;
        }
    }
}
