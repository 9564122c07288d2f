package dev.gantry.engine.cgroup.v1;

import dev.gantry.engine.cgroup.CgroupFile;
import dev.gantry.engine.cgroup.CgroupSupport;
import dev.gantry.engine.cgroup.PidsController;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds out what the kernel offers by the files it shows in the parent group. */
final class V1Support {
    private V1Support() {}

    static CgroupSupport probe(V1Hierarchies hierarchies, String parentName) {
        Optional<Path> memory = hierarchies.directory("memory", parentName);
        Optional<Path> cpu = hierarchies.directory("cpu", parentName);
        Optional<Path> cpuset = hierarchies.directory("cpuset", parentName);
        return new CgroupSupport(
                has(memory, MemoryController.LIMIT),
                has(memory, MemoryController.SWAP_LIMIT),
                has(memory, MemoryController.SOFT_LIMIT),
                has(memory, MemoryController.SWAPPINESS),
                has(memory, MemoryController.OOM_CONTROL),
                has(cpu, CpuController.QUOTA),
                has(cpu, CpuController.SHARES),
                cpuset.isPresent(),
                has(hierarchies.directory("pids", parentName), PidsController.MAX),
                hierarchies
                        .directory("blkio", parentName)
                        .map(BlkioController::hasWeight)
                        .orElse(false),
                Runtime.getRuntime().availableProcessors(),
                cpuset.map(d -> CgroupFile.read(d.resolve(CpusetController.CPUS)))
                        .orElse(""),
                cpuset.map(d -> CgroupFile.read(d.resolve(CpusetController.MEMS)))
                        .orElse(""));
    }

    private static boolean has(Optional<Path> directory, String file) {
        return directory.map(d -> Files.exists(d.resolve(file))).orElse(false);
    }
}
