package dev.gantry.engine.dockerapi;

import dev.gantry.engine.content.ChainId;
import dev.gantry.engine.image.Image;
import dev.gantry.engine.snapshot.Layer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How much of the disk images share. */
final class LayerSizes {
    private final Map<ChainId, Integer> users = new HashMap<>();
    private final Map<ChainId, Long> sizes = new HashMap<>();

    /** @param all every image there is */
    LayerSizes(Collection<Image> all) {
        for (Image image : all) {
            Set<ChainId> counted = new HashSet<>();
            for (Layer layer : image.chain().layers()) {
                if (counted.add(layer.chainId())) {
                    users.merge(layer.chainId(), 1, Integer::sum);
                    sizes.put(layer.chainId(), layer.size());
                }
            }
        }
    }

    /** Bytes of the image's layers that another image has too. */
    long shared(Image image) {
        return image.chain().layers().stream()
                .filter(layer -> users.getOrDefault(layer.chainId(), 0) > 1)
                .mapToLong(Layer::size)
                .sum();
    }

    /** Bytes of all layers, each counted once. */
    long total() {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Bytes of the layer that ends a stack; 0 if no image has it. */
    long size(ChainId chain) {
        return sizes.getOrDefault(chain, 0L);
    }
}
