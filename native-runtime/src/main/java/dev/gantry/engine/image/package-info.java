/** Images: references, configs, the store of images, and the archives they come in and go out by. */
@NullMarked
package dev.gantry.engine.image;

import org.jspecify.annotations.NullMarked;
