/** The Docker-level life of containers: create, start, stop, attach, exec, wait, and survival of the engine's death. */
@NullMarked
package dev.gantry.engine.container;

import org.jspecify.annotations.NullMarked;
