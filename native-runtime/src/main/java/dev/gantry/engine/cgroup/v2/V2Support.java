package dev.gantry.engine.cgroup.v2;

import dev.gantry.engine.cgroup.CgroupFile;
import dev.gantry.engine.cgroup.CgroupSupport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Finds out what the kernel offers by the controllers and by the files it shows in the parent group. */
final class V2Support {
    private V2Support() {}

    static CgroupSupport probe(Path parent, Set<String> controllers) {
        boolean memory = controllers.contains("memory");
        boolean cpu = controllers.contains("cpu");
        return new CgroupSupport(
                memory,
                memory && Files.exists(parent.resolve(MemoryController.SWAP_MAX)),
                memory,
                false,
                false,
                cpu && Files.exists(parent.resolve(CpuController.MAX)),
                cpu,
                controllers.contains("cpuset"),
                controllers.contains("pids"),
                controllers.contains("io") && IoController.hasWeight(parent),
                Runtime.getRuntime().availableProcessors(),
                CgroupFile.read(parent.resolve(CpusetController.CPUS + ".effective")),
                CgroupFile.read(parent.resolve(CpusetController.MEMS + ".effective")));
    }
}
