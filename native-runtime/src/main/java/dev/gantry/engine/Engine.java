package dev.gantry.engine;

import dev.gantry.engine.cgroup.CgroupManager;
import dev.gantry.engine.container.ContainerEngine;
import dev.gantry.engine.container.ContainerServices;
import dev.gantry.engine.dockerapi.ApiServices;
import dev.gantry.engine.dockerapi.DockerApiServer;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.event.EventBus;
import dev.gantry.engine.image.ImageStorage;
import dev.gantry.engine.linux.Processes;
import dev.gantry.engine.runtime.ProcessRuntime;
import dev.gantry.engine.storage.EngineLayout;
import dev.gantry.engine.storage.GroupSync;
import dev.gantry.engine.storage.Trash;
import dev.gantry.engine.volume.VolumeStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;

/**
 * The container engine: puts the parts together and serves the Docker Engine API. Containers live on when it is closed
 * or dies, and are taken over by the next one with the same roots.
 */
public final class Engine implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private Engine() {}

    /** Starts an engine; EngineException says what is missing, and then nothing is left running. */
    public static Engine start(EngineOptions options) {
        Engine engine = new Engine();
        try {
            engine.open(options);
            return engine;
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private void open(EngineOptions options) {
        if (!Processes.isRoot()) {
            throw new EngineException(
                    EngineException.Category.UNAVAILABLE, "the engine needs root; start it with sudo");
        }
        EngineLayout layout = new EngineLayout(options.dataRoot(), options.execRoot());
        layout.createAll();
        parts.push(EngineLock.take(layout));
        CgroupManager cgroups = CgroupManager.detect(cgroupName(layout));
        parts.push(cgroups::removeUnusedParent);
        GroupSync sync = opened(new GroupSync(layout.dataRoot()));
        ImageStorage images = opened(ImageStorage.open(layout, sync));
        images.importSampleIfNew();
        Trash trash = images.trash();
        VolumeStore volumes = new VolumeStore(layout, sync, trash);
        EventBus events = new EventBus();
        ContainerEngine containers = new ContainerEngine(new ContainerServices(
                layout,
                sync,
                trash,
                images.images(),
                images.snapshotter(),
                volumes,
                cgroups,
                new ProcessRuntime(),
                events));
        DockerApiServer api = opened(new DockerApiServer(new ApiServices(
                containers,
                images.images(),
                images.snapshotter(),
                volumes,
                events,
                cgroups,
                version(),
                EngineIdentity.of(layout),
                layout.dataRoot())));
        api.start(options.socket());
        containers.resume();
    }

    private static String version() {
        String version = Engine.class.getPackage().getImplementationVersion();
        return version == null ? "0.1.0" : version;
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    /** Engines with different data roots must not take each other's groups for leftovers. */
    private static String cgroupName(EngineLayout layout) {
        if (layout.dataRoot().equals(EngineOptions.DEFAULT_DATA_ROOT)) {
            return "gantry";
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(layout.dataRoot().toString().getBytes(StandardCharsets.UTF_8));
            return "gantry-" + HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Stops serving; containers go on. */
    @Override
    public void close() {
        RuntimeException failure = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                RuntimeException next = EngineException.system("stop the engine", e);
                if (failure != null) {
                    next.addSuppressed(failure);
                }
                failure = next;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
