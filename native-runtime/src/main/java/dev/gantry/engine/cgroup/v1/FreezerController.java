package dev.gantry.engine.cgroup.v1;

import dev.gantry.engine.cgroup.CgroupFile;
import dev.gantry.engine.error.EngineException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Documentation/admin-guide/cgroup-v1/freezer-subsystem.rst. Freezing is not instant and v1 has no event for it: the
 * state is read, which also makes the kernel look again, until it says FROZEN.
 */
final class FreezerController {
    private static final String STATE = "freezer.state";
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

    private FreezerController() {}

    /** @throws EngineException system when a process cannot be stopped in time; the group is then thawed again */
    static void freeze(Path directory) {
        if (!tryFreeze(directory)) {
            thaw(directory);
            throw EngineException.system(
                    "cannot freeze the cgroup " + directory + ": a process did not stop within 2 s; it may wait for a"
                            + " device or a network file system",
                    null);
        }
    }

    /** @return whether everything has stopped; if not, it is still being tried */
    static boolean tryFreeze(Path directory) {
        Path state = directory.resolve(STATE);
        CgroupFile.write(state, "FROZEN");
        long deadline = System.nanoTime() + PATIENCE;
        for (long pause = 20_000; !frozen(directory); pause = Math.min(pause * 2, 5_000_000)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            // A fork under way can slip through; writing again catches it (as the kernel's document advises).
            CgroupFile.write(state, "FROZEN");
            LockSupport.parkNanos(pause);
        }
        return true;
    }

    static void thaw(Path directory) {
        CgroupFile.write(directory.resolve(STATE), "THAWED");
    }

    static boolean frozen(Path directory) {
        return CgroupFile.read(directory.resolve(STATE)).equals("FROZEN");
    }
}
