package dev.gantry.engine.cgroup.v1;

import dev.gantry.engine.cgroup.CgroupFile;
import dev.gantry.engine.cgroup.CgroupStats;
import dev.gantry.engine.cgroup.Controller;
import dev.gantry.engine.cgroup.ResourceLimits;
import java.nio.file.Path;

/** cpuset(7). A new group has neither CPUs nor memory nodes, and nothing can join it before it has both. */
final class CpusetController implements Controller {
    static final String CPUS = "cpuset.cpus";
    static final String MEMS = "cpuset.mems";

    @Override
    public String name() {
        return "cpuset";
    }

    static boolean isLimited(ResourceLimits limits) {
        return !limits.cpusetCpus().isEmpty() || !limits.cpusetMems().isEmpty();
    }

    /** Gives the group what its parent has, unless it has something already. */
    static void inherit(Path directory) {
        Path parent = directory.resolve("..");
        for (String file : new String[] {CPUS, MEMS}) {
            if (CgroupFile.read(directory.resolve(file)).isEmpty()) {
                CgroupFile.write(directory.resolve(file), CgroupFile.read(parent.resolve(file)));
            }
        }
    }

    @Override
    public void apply(Path directory, ResourceLimits limits) {
        if (!isLimited(limits)) {
            return;
        }
        if (!limits.cpusetCpus().isEmpty()) {
            CgroupFile.write(directory.resolve(CPUS), limits.cpusetCpus());
        }
        if (!limits.cpusetMems().isEmpty()) {
            CgroupFile.write(directory.resolve(MEMS), limits.cpusetMems());
        }
        inherit(directory);
    }

    @Override
    public void collect(Path directory, CgroupStats.Builder stats) {
        // Nothing is counted here.
    }
}
