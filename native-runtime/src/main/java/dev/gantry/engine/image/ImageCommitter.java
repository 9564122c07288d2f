package dev.gantry.engine.image;

import dev.gantry.engine.content.Digest;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.snapshot.LayerChain;
import dev.gantry.engine.snapshot.LayerStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts finished images into the index, several in one step. */
final class ImageCommitter {
    private final ImageIndex index;
    private final LayerStore layers;

    /**
     * An image whose layers are in the store.
     *
     * @param json the config verbatim
     * @param chain held by the caller; the commit takes that over, whether it succeeds or not
     */
    record NewImage(Digest id, ImageConfig config, byte[] json, LayerChain chain, List<ImageReference> references) {}

    ImageCommitter(ImageIndex index, LayerStore layers) {
        this.index = index;
        this.layers = layers;
    }

    /**
     * All of them or none.
     *
     * @return which image had each of the new names before, where that was another one
     */
    Map<ImageReference, Digest> commit(List<NewImage> images) {
        Map<ImageReference, Digest> moved = new LinkedHashMap<>();
        List<LayerChain> unneeded = new ArrayList<>();
        try {
            index.update(before -> add(before, images, moved, unneeded));
        } catch (EngineException e) {
            images.forEach(image -> layers.release(image.chain()));
            throw e;
        }
        unneeded.forEach(layers::release);
        return moved;
    }

    private ImageCatalog add(
            ImageCatalog before, List<NewImage> images, Map<ImageReference, Digest> moved, List<LayerChain> unneeded) {
        ImageCatalog catalog = before;
        for (NewImage image : images) {
            if (catalog.contains(image.id())) {
                // The image in the store holds the same layers already.
                unneeded.add(image.chain());
            } else {
                index.writeConfig(image.id(), image.json());
                catalog = catalog.with(new StoredImage(image.id(), image.config(), image.chain()));
            }
            Map<ImageReference, Digest> names = new LinkedHashMap<>();
            for (ImageReference reference : image.references()) {
                names.put(reference, image.id());
                Digest old = before.references().get(reference);
                if (old != null && !old.equals(image.id())) {
                    moved.put(reference, old);
                }
            }
            catalog = catalog.withReferences(names);
        }
        return catalog;
    }
}
