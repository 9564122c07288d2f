package dev.gantry.engine.snapshot;

import dev.gantry.engine.archive.Compression;
import dev.gantry.engine.content.DiffId;
import dev.gantry.engine.content.Digest;
import dev.gantry.engine.linux.FileAttributes;
import dev.gantry.engine.linux.FileDescriptor;
import dev.gantry.engine.linux.FileTree;
import dev.gantry.engine.snapshot.overlay.OverlaySnapshotter;
import dev.gantry.engine.storage.EngineLayout;
import dev.gantry.engine.storage.GroupSync;
import dev.gantry.engine.storage.Trash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("root")
class OverlaySnapshotterRootTest extends SnapshotterContract {
    @TempDir
    Path directory;

    private EngineLayout layout;
    private Trash trash;
    private GroupSync sync;
    private LayerStore layers;
    private OverlaySnapshotter snapshotter;

    @BeforeEach
    void open() {
        layout = new EngineLayout(directory.resolve("data"), directory.resolve("exec"));
        layout.createAll();
        sync = new GroupSync(layout.dataRoot());
        start();
    }

    @AfterEach
    void close() {
        snapshotter.close();
        trash.close();
        sync.close();
    }

    private void start() {
        trash = new Trash(layout.tmp());
        layers = new LayerStore(layout, trash);
        snapshotter = new OverlaySnapshotter(layout, layers, trash, sync);
    }

    @Override
    protected Snapshotter snapshotter() {
        return snapshotter;
    }

    @Override
    protected Snapshotter reopened() {
        snapshotter.close();
        trash.close();
        start();
        layers.removeUnused();
        return snapshotter;
    }

    @Override
    protected LayerChain chain(int count) {
        LayerChain chain = new LayerChain(List.of());
        for (int i = 0; i < count; i++) {
            Layer below = chain.layers().isEmpty() ? null : chain.layers().getLast();
            LayerChain higher;
            try (LayerDraft draft = layers.draft(below)) {
                Files.writeString(draft.files().resolve("layer" + i), "x".repeat(i));
                try (FileDescriptor root = FileTree.open(draft.files().toString(), FileTree.O_RDONLY, 0)) {
                    FileAttributes.setOwner(root, null, 3, 4);
                    FileAttributes.setMode(root, 01730);
                }
                DiffId diffId = new DiffId(Digest.of(new byte[] {(byte) i}));
                higher = layers.commit(draft, diffId, i, new Layer.Changeset(Compression.NONE, 0));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            layers.release(chain);
            chain = higher;
        }
        return chain;
    }

    @Override
    protected void forget(LayerChain chain) {
        layers.release(chain);
    }

    @Override
    protected boolean exists(Layer layer) {
        return Files.exists(layers.files(layer));
    }
}
