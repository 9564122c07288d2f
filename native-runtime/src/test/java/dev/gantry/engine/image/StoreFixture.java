package dev.gantry.engine.image;

import dev.gantry.engine.archive.ArchiveLimits;
import dev.gantry.engine.snapshot.LayerStore;
import dev.gantry.engine.snapshot.overlay.OverlaySnapshotter;
import dev.gantry.engine.storage.EngineLayout;
import dev.gantry.engine.storage.GroupSync;
import dev.gantry.engine.storage.Trash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** An image store of its own in a directory. */
final class StoreFixture implements AutoCloseable {
    final EngineLayout layout;
    final LayerStore layers;
    final OverlaySnapshotter snapshotter;
    final LocalImageStore images;
    private final Trash trash;
    private final GroupSync sync;

    StoreFixture(Path directory) {
        this(directory, ArchiveLimits.DEFAULT);
    }

    StoreFixture(Path directory, ArchiveLimits limits) {
        layout = new EngineLayout(directory.resolve("data"), directory.resolve("exec"));
        layout.createAll();
        trash = new Trash(layout.tmp());
        trash.empty();
        sync = new GroupSync(layout.dataRoot());
        layers = new LayerStore(layout, trash);
        snapshotter = new OverlaySnapshotter(layout, layers, trash, sync);
        images = new LocalImageStore(layout, layers, trash, limits);
        layers.removeUnused();
    }

    Image importTar(byte[] tar, String name, String... changes) {
        return images.importRootFs(new ByteArrayInputStream(tar), name, "", List.of(changes), null);
    }

    /** A file in the topmost layer of an image. */
    Path file(Image image, String path) {
        return layers.files(image.chain().layers().getLast()).resolve(path);
    }

    /** Names of the directories of layers. */
    List<String> layerDirectories() throws IOException {
        try (Stream<Path> all = Files.list(layout.layers())) {
            return all.map(p -> p.getFileName().toString())
                    .filter(n -> !n.equals(LayerStore.EMPTY))
                    .sorted()
                    .toList();
        }
    }

    /** What lies in the directory of half-made things. */
    List<String> halfMade() throws IOException {
        try (Stream<Path> all = Files.list(layout.tmp())) {
            return all.map(Path::toString).toList();
        }
    }

    @Override
    public void close() {
        snapshotter.close();
        trash.close();
        sync.close();
    }
}
