package dev.gantry.engine.snapshot;

import java.util.List;

/**
 * The layers of one image.
 *
 * @param layers lowest first; empty for an image with no files
 */
public record LayerChain(List<Layer> layers) {
    public LayerChain {
        layers = List.copyOf(layers);
    }

    /** Sum of the layers' sizes in bytes. */
    public long size() {
        return layers.stream().mapToLong(Layer::size).sum();
    }
}
