package dev.gantry.engine.cgroup.v1;

import dev.gantry.engine.cgroup.CgroupFile;
import dev.gantry.engine.cgroup.CgroupStats;
import dev.gantry.engine.cgroup.Controller;
import dev.gantry.engine.cgroup.ResourceLimits;
import dev.gantry.engine.error.EngineException;
import java.nio.file.Path;
import java.util.Map;

/** Documentation/scheduler/sched-bwc.rst. */
final class CpuController implements Controller {
    static final String SHARES = "cpu.shares";
    static final String QUOTA = "cpu.cfs_quota_us";
    static final String PERIOD = "cpu.cfs_period_us";

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public void apply(Path directory, ResourceLimits limits) {
        if (limits.cpuShares() > 0) {
            CgroupFile.write(directory.resolve(SHARES), limits.cpuShares());
        }
        long quota = limits.effectiveCpuQuota();
        long period = limits.effectiveCpuPeriod();
        if (period > 0) {
            writePeriod(directory, period, quota);
        }
        if (quota != 0) {
            CgroupFile.write(directory.resolve(QUOTA), Math.max(quota, -1));
        }
    }

    /** A shorter period may not fit the quota of before, which is then lifted until the new one is written. */
    private static void writePeriod(Path directory, long period, long quota) {
        try {
            CgroupFile.write(directory.resolve(PERIOD), period);
        } catch (EngineException e) {
            if (quota == 0) {
                throw e;
            }
            CgroupFile.write(directory.resolve(QUOTA), -1);
            CgroupFile.write(directory.resolve(PERIOD), period);
        }
    }

    @Override
    public void collect(Path directory, CgroupStats.Builder stats) {
        Map<String, Long> stat = CgroupFile.readMap(directory.resolve("cpu.stat"));
        stats.throttling(
                stat.getOrDefault("nr_periods", 0L),
                stat.getOrDefault("nr_throttled", 0L),
                stat.getOrDefault("throttled_time", 0L));
    }
}
