package dev.gantry.engine.cgroup;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The control group of one container. All methods throw {@link dev.gantry.engine.error.EngineException} (system) when
 * the kernel refuses, with the file and the reason. Safe for use by several threads.
 */
public interface Cgroup {
    String id();

    /** Where it is below the root of its hierarchy, as in {@code /gantry/ID}; the path in /proc/PID/cgroup. */
    String path();

    /**
     * The files into which a process writes {@code 0} to join, in the order to do it. Only a process with a single
     * thread may use them.
     */
    List<Path> procsFiles();

    /** The directory for clone3(2) with CLONE_INTO_CGROUP, which is cheaper than joining; only cgroup v2 has one. */
    Optional<Path> cloneTarget();

    /** What the processes, dead ones included, have used and may use. */
    CgroupStats stats();

    /** Applies the limits that are set and leaves the others as they are. */
    void update(ResourceLimits limits);

    /** Stops all processes; returns when they have stopped. */
    void freeze();

    /** Lets them go on. */
    void thaw();

    boolean frozen();

    /** Kills all processes, frozen ones and those in nested groups too; returns without waiting for their end. */
    void killAll();

    /** All processes, those in nested groups too, in the pid namespace of the caller. */
    List<Integer> processes();

    /** How many processes the kernel has killed because the memory limit was reached. */
    long oomKills();

    /** Removes it and the groups nested in it. Does nothing when it is gone already. Its processes must be dead. */
    void delete();
}
