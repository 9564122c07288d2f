package dev.gantry.engine.cgroup;

import java.nio.file.Path;

/** What one controller of the kernel does for a group. Implementations have no state: the directory is the group. */
public interface Controller {
    /** The kernel's name of it. */
    String name();

    /**
     * Writes the limits of this controller that are set, and nothing else.
     *
     * @param directory the group's directory in this controller's hierarchy
     */
    void apply(Path directory, ResourceLimits limits);

    /** Adds what this controller counts. */
    void collect(Path directory, CgroupStats.Builder stats);
}
