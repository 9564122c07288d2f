/** Files on disk: where each one is, writing them so that a crash leaves the old or the new one, and grouped syncs. */
@NullMarked
package dev.gantry.engine.storage;

import org.jspecify.annotations.NullMarked;
