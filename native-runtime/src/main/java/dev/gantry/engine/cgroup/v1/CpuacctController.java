package dev.gantry.engine.cgroup.v1;

import dev.gantry.engine.cgroup.CgroupFile;
import dev.gantry.engine.cgroup.CgroupStats;
import dev.gantry.engine.cgroup.Controller;
import dev.gantry.engine.cgroup.ResourceLimits;
import dev.gantry.engine.linux.proc.KeyValues;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Counts only; Documentation/admin-guide/cgroup-v1/cpuacct.rst. All figures are nanoseconds. */
final class CpuacctController implements Controller {
    @Override
    public String name() {
        return "cpuacct";
    }

    @Override
    public void apply(Path directory, ResourceLimits limits) {
        // Nothing can be limited here.
    }

    @Override
    public void collect(Path directory, CgroupStats.Builder stats) {
        String perCpu = CgroupFile.read(directory.resolve("cpuacct.usage_percpu"));
        List<Long> byCpu = perCpu.isEmpty()
                ? List.of()
                : Arrays.stream(perCpu.split(" ")).map(KeyValues::number).toList();
        stats.cpuTime(
                CgroupFile.readLong(directory.resolve("cpuacct.usage")),
                CgroupFile.readLong(directory.resolve("cpuacct.usage_user")),
                CgroupFile.readLong(directory.resolve("cpuacct.usage_sys")),
                byCpu);
    }
}
