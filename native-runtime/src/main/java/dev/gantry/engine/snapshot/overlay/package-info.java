/** Snapshots as overlayfs directories. */
@NullMarked
package dev.gantry.engine.snapshot.overlay;

import org.jspecify.annotations.NullMarked;
