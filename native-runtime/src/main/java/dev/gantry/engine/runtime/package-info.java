/** Creates, starts and ends one sandboxed process tree, by way of the launcher. */
@NullMarked
package dev.gantry.engine.runtime;

import org.jspecify.annotations.NullMarked;
