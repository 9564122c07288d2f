/** Managed named storage. */
@NullMarked
package dev.gantry.engine.volume;

import org.jspecify.annotations.NullMarked;
