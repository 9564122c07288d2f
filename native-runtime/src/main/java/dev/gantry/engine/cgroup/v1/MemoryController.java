package dev.gantry.engine.cgroup.v1;

import dev.gantry.engine.cgroup.CgroupFile;
import dev.gantry.engine.cgroup.CgroupStats;
import dev.gantry.engine.cgroup.Controller;
import dev.gantry.engine.cgroup.HostMemory;
import dev.gantry.engine.cgroup.ResourceLimits;
import java.nio.file.Files;
import java.nio.file.Path;

/** Documentation/admin-guide/cgroup-v1/memory.rst. */
final class MemoryController implements Controller {
    static final String LIMIT = "memory.limit_in_bytes";
    static final String SWAP_LIMIT = "memory.memsw.limit_in_bytes";
    static final String SOFT_LIMIT = "memory.soft_limit_in_bytes";
    static final String SWAPPINESS = "memory.swappiness";
    static final String OOM_CONTROL = "memory.oom_control";

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public void apply(Path directory, ResourceLimits limits) {
        applyLimits(directory, limits.memory(), limits.memorySwap());
        if (limits.memoryReservation() > 0) {
            CgroupFile.write(directory.resolve(SOFT_LIMIT), limits.memoryReservation());
        }
        if (limits.memorySwappiness() >= 0) {
            CgroupFile.write(directory.resolve(SWAPPINESS), limits.memorySwappiness());
        }
        if (limits.oomKillDisable()) {
            CgroupFile.write(directory.resolve(OOM_CONTROL), "1");
        }
    }

    /** The kernel insists on memory ≤ memory + swap at every moment, so the order depends on where they come from. */
    private static void applyLimits(Path directory, long memory, long swap) {
        Path memoryFile = directory.resolve(LIMIT);
        Path swapFile = directory.resolve(SWAP_LIMIT);
        boolean writeSwap = swap != 0 && Files.exists(swapFile);
        boolean swapFirst = writeSwap && memory != 0 && (swap == -1 || swap > CgroupFile.readLong(swapFile));
        if (swapFirst) {
            CgroupFile.write(swapFile, swap);
        }
        if (memory != 0) {
            CgroupFile.write(memoryFile, memory);
        }
        if (writeSwap && !swapFirst) {
            CgroupFile.write(swapFile, swap);
        }
    }

    @Override
    public void collect(Path directory, CgroupStats.Builder stats) {
        stats.memory(new CgroupStats.Memory(
                CgroupFile.readLong(directory.resolve("memory.usage_in_bytes")),
                CgroupFile.readLong(directory.resolve("memory.max_usage_in_bytes")),
                Math.min(CgroupFile.readLong(directory.resolve(LIMIT)), HostMemory.total()),
                CgroupFile.readLong(directory.resolve("memory.failcnt")),
                CgroupFile.readMap(directory.resolve("memory.stat"))));
    }

    static long oomKills(Path directory) {
        return CgroupFile.readMap(directory.resolve(OOM_CONTROL)).getOrDefault("oom_kill", 0L);
    }
}
