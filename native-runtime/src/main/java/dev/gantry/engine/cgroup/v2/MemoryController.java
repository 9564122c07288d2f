package dev.gantry.engine.cgroup.v2;

import dev.gantry.engine.cgroup.CgroupFile;
import dev.gantry.engine.cgroup.CgroupStats;
import dev.gantry.engine.cgroup.Controller;
import dev.gantry.engine.cgroup.HostMemory;
import dev.gantry.engine.cgroup.ResourceLimits;
import java.nio.file.Files;
import java.nio.file.Path;

/** Documentation/admin-guide/cgroup-v2.rst "Memory". Swap is limited by itself here, not together with memory. */
final class MemoryController implements Controller {
    static final String MAX = "memory.max";
    static final String SWAP_MAX = "memory.swap.max";
    private static final String LOW = "memory.low";

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public void apply(Path directory, ResourceLimits limits) {
        Path swap = directory.resolve(SWAP_MAX);
        if (limits.memorySwap() != 0 && Files.exists(swap)) {
            CgroupFile.write(swap, limit(swapOnly(directory, limits)));
        }
        if (limits.memory() != 0) {
            CgroupFile.write(directory.resolve(MAX), limit(limits.memory()));
        }
        if (limits.memoryReservation() > 0) {
            CgroupFile.write(directory.resolve(LOW), limits.memoryReservation());
        }
    }

    /** Docker's figure is memory and swap together; -1 is unlimited. */
    private static long swapOnly(Path directory, ResourceLimits limits) {
        if (limits.memorySwap() < 0) {
            return -1;
        }
        long memory = limits.memory() > 0 ? limits.memory() : CgroupFile.readLong(directory.resolve(MAX));
        return Math.max(0, limits.memorySwap() - memory);
    }

    private static String limit(long bytes) {
        return bytes < 0 ? "max" : Long.toString(bytes);
    }

    @Override
    public void collect(Path directory, CgroupStats.Builder stats) {
        stats.memory(new CgroupStats.Memory(
                CgroupFile.readLong(directory.resolve("memory.current")),
                CgroupFile.readLong(directory.resolve("memory.peak")),
                Math.min(CgroupFile.readLong(directory.resolve(MAX)), HostMemory.total()),
                CgroupFile.readMap(directory.resolve("memory.events")).getOrDefault("max", 0L),
                CgroupFile.readMap(directory.resolve("memory.stat"))));
    }
}
