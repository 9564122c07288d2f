/** Content addresses: digests of blobs, of uncompressed layers and of stacks of layers, and streams that verify them. */
@NullMarked
package dev.gantry.engine.content;

import org.jspecify.annotations.NullMarked;
