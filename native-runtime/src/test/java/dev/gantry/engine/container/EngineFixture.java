package dev.gantry.engine.container;

import dev.gantry.engine.cgroup.CgroupManager;
import dev.gantry.engine.event.EventBus;
import dev.gantry.engine.image.ImageStorage;
import dev.gantry.engine.runtime.ProcessRuntime;
import dev.gantry.engine.storage.EngineLayout;
import dev.gantry.engine.storage.GroupSync;
import dev.gantry.engine.storage.Trash;
import dev.gantry.engine.support.BusyboxImage;
import dev.gantry.engine.volume.VolumeStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A container engine on its own roots, with the busybox image, that takes everything away again. */
final class EngineFixture implements AutoCloseable {
    final EngineLayout layout;
    final CgroupManager cgroups;
    final EventBus events = new EventBus();
    private final GroupSync sync;
    private final ImageStorage images;
    final VolumeStore volumes;
    ContainerEngine containers;

    EngineFixture(Path directory) throws Exception {
        layout = new EngineLayout(directory.resolve("data"), directory.resolve("exec"));
        layout.createAll();
        cgroups = CgroupManager.detect("gantry-test-" + Long.toHexString(System.nanoTime()));
        sync = new GroupSync(layout.dataRoot());
        images = ImageStorage.open(layout, sync);
        images.images()
                .importRootFs(
                        new ByteArrayInputStream(BusyboxImage.rootFs()),
                        Specs.IMAGE,
                        "",
                        List.of("CMD [\"/bin/sh\"]", "ENV PATH=/bin"),
                        null);
        volumes = new VolumeStore(layout, sync, new Trash(layout.tmp()));
        containers = open();
    }

    /** A second engine over the same state, as after the first one's sudden death. */
    ContainerEngine open() {
        return new ContainerEngine(new ContainerServices(
                layout,
                sync,
                new Trash(layout.tmp()),
                images.images(),
                images.snapshotter(),
                volumes,
                cgroups,
                new ProcessRuntime(),
                events));
    }

    String create(ContainerSpec spec) {
        return containers.create(null, spec).id();
    }

    String start(ContainerSpec spec) {
        String id = create(spec);
        containers.start(id);
        return id;
    }

    /** Starts a container that says "ready" when it is; before its traps are set it would ignore signals. */
    String startReady(ContainerSpec spec) throws Exception {
        String id = create(spec);
        CompletableFuture<Void> ready = new CompletableFuture<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Attachment attachment = containers.attach(
                id,
                (stream, buffer, offset, length) -> {
                    bytes.write(buffer, offset, length);
                    if (bytes.toString(StandardCharsets.UTF_8).contains("ready\n")) {
                        ready.complete(null);
                    }
                },
                false)) {
            containers.start(id);
            ready.get(20, TimeUnit.SECONDS);
        }
        return id;
    }

    /** Runs to the end. @return what it wrote to both streams */
    String output(ContainerSpec spec) throws Exception {
        return output(create(spec), null);
    }

    String output(String id, String input) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Attachment attachment = containers.attach(
                id, (stream, buffer, offset, length) -> bytes.write(buffer, offset, length), input != null);
        containers.start(id);
        if (input != null) {
            byte[] data = input.getBytes(StandardCharsets.UTF_8);
            attachment.writeStdin(data, 0, data.length);
            attachment.closeStdin();
        }
        attachment.done().get(20, TimeUnit.SECONDS);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    String exec(String container, ExecSpec spec) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String id = containers.createExec(container, spec);
        Attachment attachment =
                containers.startExec(id, (stream, buffer, offset, length) -> bytes.write(buffer, offset, length), 0, 0);
        attachment.done().get(20, TimeUnit.SECONDS);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    int exitCode(String id) throws Exception {
        return containers
                .wait(id, WaitCondition.NOT_RUNNING)
                .get(20, TimeUnit.SECONDS)
                .code();
    }

    /** The directories left below the roots that belong to one container or exec. */
    List<Path> leftovers() throws Exception {
        try (var files = Files.walk(layout.dataRoot(), 2);
                var runs = Files.walk(layout.execRoot(), 2)) {
            return java.util.stream.Stream.concat(files, runs)
                    .filter(path -> path.getFileName().toString().matches("[0-9a-f]{64}"))
                    .filter(Files::isDirectory)
                    .toList();
        }
    }

    @Override
    public void close() {
        for (ContainerView view : containers.all()) {
            containers.remove(view.id(), true, true);
        }
        images.close();
        sync.close();
        cgroups.removeUnusedParent();
    }
}
