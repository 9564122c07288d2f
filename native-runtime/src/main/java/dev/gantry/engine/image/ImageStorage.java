package dev.gantry.engine.image;

import dev.gantry.engine.archive.ArchiveLimits;
import dev.gantry.engine.snapshot.LayerStore;
import dev.gantry.engine.snapshot.Snapshotter;
import dev.gantry.engine.snapshot.overlay.OverlaySnapshotter;
import dev.gantry.engine.storage.EngineLayout;
import dev.gantry.engine.storage.GroupSync;
import dev.gantry.engine.storage.Trash;

/**
 * Images and snapshots of one data root, opened in the one order in which nothing that is used can be swept away: layers,
 * then everybody who holds layers, then the sweep of those that nobody holds.
 */
public final class ImageStorage implements AutoCloseable {
    private final Trash trash;
    private final OverlaySnapshotter snapshotter;
    private final LocalImageStore images;

    private ImageStorage(Trash trash, OverlaySnapshotter snapshotter, LocalImageStore images) {
        this.trash = trash;
        this.snapshotter = snapshotter;
        this.images = images;
    }

    /** The caller owns the data root alone, and has made the layout's directories. */
    public static ImageStorage open(EngineLayout layout, GroupSync sync) {
        Trash trash = new Trash(layout.tmp());
        trash.empty();
        LayerStore layers = new LayerStore(layout, trash);
        OverlaySnapshotter snapshotter = new OverlaySnapshotter(layout, layers, trash, sync);
        LocalImageStore images = new LocalImageStore(layout, layers, trash, ArchiveLimits.DEFAULT);
        layers.removeUnused();
        return new ImageStorage(trash, snapshotter, images);
    }

    public Snapshotter snapshotter() {
        return snapshotter;
    }

    /** Where others of the same data root delete their trees too; closed with this. */
    public Trash trash() {
        return trash;
    }

    public ImageStore images() {
        return images;
    }

    /** At the first start ever, puts the sample image into the store; whoever deletes it later stays without. */
    public void importSampleIfNew() {
        if (images.isNew()) {
            SampleImage.importInto(images);
        }
    }

    @Override
    public void close() {
        snapshotter.close();
        trash.close();
    }
}
