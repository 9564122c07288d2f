package dev.gantry.engine.dockerapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gantry.engine.container.ContainerView;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.image.ImageStore;
import dev.gantry.engine.snapshot.Snapshotter;
import java.io.IOException;

/** How much the files of containers occupy. Asking costs a walk through the container's writable layer. */
final class ContainerSizes {
    private final Snapshotter snapshots;
    private final ImageStore images;

    ContainerSizes(ApiServices services) {
        this.snapshots = services.snapshots();
        this.images = services.images();
    }

    /** Writes what the container has written, and that together with its image; 0 for one that has just been removed. */
    void write(JsonGenerator json, ContainerView container) throws IOException {
        long written = written(container.id());
        json.writeNumberField("SizeRw", written);
        json.writeNumberField("SizeRootFs", written + imageSize(container.imageId()));
    }

    private long written(String id) {
        try {
            return snapshots.usage(id);
        } catch (EngineException e) {
            return nothingIfMissing(e);
        }
    }

    private long imageSize(String id) {
        try {
            return images.get(id).size();
        } catch (EngineException e) {
            // Its name and config were removed by force; the layers stay as long as the container.
            return nothingIfMissing(e);
        }
    }

    private static long nothingIfMissing(EngineException e) {
        if (e.category() != EngineException.Category.NOT_FOUND) {
            throw e;
        }
        return 0;
    }
}
