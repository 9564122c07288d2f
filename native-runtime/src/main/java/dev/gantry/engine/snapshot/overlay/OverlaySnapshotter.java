package dev.gantry.engine.snapshot.overlay;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.linux.Errno;
import dev.gantry.engine.linux.FileAttributes;
import dev.gantry.engine.linux.FileDescriptor;
import dev.gantry.engine.linux.FileTree;
import dev.gantry.engine.linux.LinuxException;
import dev.gantry.engine.snapshot.Layer;
import dev.gantry.engine.snapshot.LayerChain;
import dev.gantry.engine.snapshot.LayerStore;
import dev.gantry.engine.snapshot.OverlayMount;
import dev.gantry.engine.snapshot.Snapshotter;
import dev.gantry.engine.storage.AtomicFile;
import dev.gantry.engine.storage.DiskUsage;
import dev.gantry.engine.storage.EngineLayout;
import dev.gantry.engine.storage.GroupSync;
import dev.gantry.engine.storage.Trash;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writable layers as upper directories of overlayfs. The names of the layers below are written beside each, for they
 * must be known after a restart even when the image has gone.
 */
public final class OverlaySnapshotter implements Snapshotter, AutoCloseable {
    private static final Logger LOG = System.getLogger(OverlaySnapshotter.class.getName());

    private final EngineLayout layout;
    private final LayerStore layers;
    private final Trash trash;
    private final GroupSync sync;
    private final FileDescriptor root;
    private final Map<String, Snapshot> snapshots = new ConcurrentHashMap<>();

    /** One writable layer: what it stands on and how overlayfs is told so. */
    private record Snapshot(LayerChain chain, OverlayMount mount) {}

    /** Takes over the writable layers that exist, and deletes half-made ones. */
    public OverlaySnapshotter(EngineLayout layout, LayerStore layers, Trash trash, GroupSync sync) {
        this.layout = layout;
        this.layers = layers;
        this.trash = trash;
        this.sync = sync;
        this.root = FileTree.open(
                layout.dataRoot().toString(), FileTree.O_RDONLY | FileTree.O_DIRECTORY | FileTree.O_NOFOLLOW, 0);
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(layout.snapshots())) {
            for (Path directory : directories) {
                adopt(directory.getFileName().toString());
            }
        } catch (IOException e) {
            throw EngineException.system("read " + layout.snapshots() + ": " + e, e);
        }
    }

    @Override
    public void prepare(String containerId, LayerChain chain) {
        if (!layers.acquire(chain)) {
            throw EngineException.notFound(
                    "the image's layers were deleted before container " + containerId + " could be made from them");
        }
        Snapshot snapshot = new Snapshot(chain, mountOf(containerId, names(chain)));
        if (snapshots.putIfAbsent(containerId, snapshot) != null) {
            layers.release(chain);
            throw EngineException.conflict("container " + containerId + " already has a writable layer");
        }
        try {
            makeDirectories(containerId, snapshot.mount().lowers().getFirst());
            String lowers = String.join("\n", snapshot.mount().lowers());
            AtomicFile.write(layout.snapshotLowers(containerId), lowers.getBytes(StandardCharsets.UTF_8));
        } catch (LinuxException | EngineException e) {
            remove(containerId);
            throw e instanceof EngineException known
                    ? known
                    : EngineException.system(
                            "make the writable layer of container " + containerId + ": " + e.getMessage(), e);
        }
        sync.markDirty();
    }

    @Override
    public OverlayMount mount(String containerId) {
        return find(containerId).mount();
    }

    @Override
    public void remove(String containerId) {
        Snapshot snapshot = snapshots.get(containerId);
        if (snapshot == null) {
            return;
        }
        trash.discardLater(layout.snapshot(containerId));
        snapshots.remove(containerId);
        layers.release(snapshot.chain());
        sync.markDirty();
    }

    @Override
    public long usage(String containerId) {
        find(containerId);
        return DiskUsage.of(layout.snapshotUpper(containerId));
    }

    @Override
    public Set<String> list() {
        return Set.copyOf(snapshots.keySet());
    }

    @Override
    public void close() {
        root.close();
    }

    private Snapshot find(String containerId) {
        Snapshot snapshot = snapshots.get(containerId);
        if (snapshot == null) {
            throw EngineException.notFound("container " + containerId + " has no writable layer");
        }
        return snapshot;
    }

    private void makeDirectories(String containerId, String topLayer) {
        makeDirectory(layout.snapshot(containerId));
        makeDirectory(layout.snapshotWork(containerId));
        makeDirectory(layout.snapshotRootFs(containerId));
        makeDirectory(layout.snapshotUpper(containerId));
        // The root of a container is what the image's root directory is, and overlayfs takes that from the upper one.
        // Everybody may enter it, as with dockerd: archives made in a private temporary directory forbid it
        // unwittingly.
        FileAttributes.Status top = FileAttributes.status(root, relative(layout.layers()) + "/" + topLayer);
        String upper = relative(layout.snapshotUpper(containerId));
        if (top.uid() != 0 || top.gid() != 0) {
            FileAttributes.setOwner(root, upper, top.uid(), top.gid());
        }
        FileAttributes.setMode(root, upper, top.permissions() | 0555);
    }

    private void makeDirectory(Path directory) {
        try {
            FileTree.makeDirectory(root, relative(directory), 0700);
        } catch (LinuxException e) {
            if (e.is(Errno.EEXIST)) {
                throw EngineException.conflict(directory + " already exists");
            }
            throw e;
        }
    }

    private String relative(Path path) {
        return layout.dataRoot().relativize(path).toString();
    }

    private List<String> names(LayerChain chain) {
        List<Layer> topFirst = chain.layers().reversed();
        return topFirst.isEmpty()
                ? List.of(layout.layerFiles(LayerStore.EMPTY))
                : topFirst.stream().map(l -> layout.layerFiles(l.name())).toList();
    }

    private OverlayMount mountOf(String containerId, List<String> lowers) {
        return new OverlayMount(
                layout.layers(),
                lowers,
                layout.snapshotUpper(containerId),
                layout.snapshotWork(containerId),
                layout.snapshotRootFs(containerId));
    }

    private void adopt(String containerId) {
        List<String> lowers = AtomicFile.read(layout.snapshotLowers(containerId)).stream()
                .flatMap(b -> new String(b, StandardCharsets.UTF_8).lines())
                .toList();
        if (lowers.isEmpty()) {
            LOG.log(Level.WARNING, "the half-made writable layer of container " + containerId + " is deleted");
            trash.discard(layout.snapshot(containerId));
            return;
        }
        Optional<LayerChain> chain = layers.acquireByFiles(lowers.getFirst());
        if (chain.isEmpty() && !lowers.getFirst().equals(layout.layerFiles(LayerStore.EMPTY))) {
            // Kept nevertheless: what the container wrote may be all that is left.
            LOG.log(Level.ERROR, "container " + containerId + " cannot start, a layer of its image is missing");
        }
        LayerChain held = chain.orElse(new LayerChain(List.of()));
        snapshots.put(containerId, new Snapshot(held, mountOf(containerId, lowers)));
    }
}
