/** Control groups of the second version: one unified hierarchy. */
@NullMarked
package dev.gantry.engine.cgroup.v2;

import org.jspecify.annotations.NullMarked;
