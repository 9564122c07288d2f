/** File system states: the layers of images and the writable layer of each container. Knows nothing of image documents. */
@NullMarked
package dev.gantry.engine.snapshot;

import org.jspecify.annotations.NullMarked;
