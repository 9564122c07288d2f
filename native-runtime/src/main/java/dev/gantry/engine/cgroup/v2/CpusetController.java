package dev.gantry.engine.cgroup.v2;

import dev.gantry.engine.cgroup.CgroupFile;
import dev.gantry.engine.cgroup.CgroupStats;
import dev.gantry.engine.cgroup.Controller;
import dev.gantry.engine.cgroup.ResourceLimits;
import java.nio.file.Path;

/** Documentation/admin-guide/cgroup-v2.rst "Cpuset". What is not set is inherited. */
final class CpusetController implements Controller {
    static final String CPUS = "cpuset.cpus";
    static final String MEMS = "cpuset.mems";

    @Override
    public String name() {
        return "cpuset";
    }

    @Override
    public void apply(Path directory, ResourceLimits limits) {
        if (!limits.cpusetCpus().isEmpty()) {
            CgroupFile.write(directory.resolve(CPUS), limits.cpusetCpus());
        }
        if (!limits.cpusetMems().isEmpty()) {
            CgroupFile.write(directory.resolve(MEMS), limits.cpusetMems());
        }
    }

    @Override
    public void collect(Path directory, CgroupStats.Builder stats) {
        // Nothing is counted here.
    }
}
