/** Control groups: limits, accounting, freezing and killing of a container's processes, on cgroup v1 and v2 alike. */
@NullMarked
package dev.gantry.engine.cgroup;

import org.jspecify.annotations.NullMarked;
