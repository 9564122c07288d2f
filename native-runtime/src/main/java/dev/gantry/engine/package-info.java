/** The engine as a whole: how to start it, in a process of its own or inside another. */
@NullMarked
package dev.gantry.engine;

import org.jspecify.annotations.NullMarked;
