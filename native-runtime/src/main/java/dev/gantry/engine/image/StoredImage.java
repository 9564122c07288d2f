package dev.gantry.engine.image;

import dev.gantry.engine.content.Digest;
import dev.gantry.engine.snapshot.LayerChain;

/** An image without its names. */
record StoredImage(Digest id, ImageConfig config, LayerChain chain) {}
