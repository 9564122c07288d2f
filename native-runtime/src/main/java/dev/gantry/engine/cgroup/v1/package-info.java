/** Control groups of the first version: one hierarchy per controller, also the hybrid layout. */
@NullMarked
package dev.gantry.engine.cgroup.v1;

import org.jspecify.annotations.NullMarked;
