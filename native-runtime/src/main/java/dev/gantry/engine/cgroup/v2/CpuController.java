package dev.gantry.engine.cgroup.v2;

import dev.gantry.engine.cgroup.CgroupFile;
import dev.gantry.engine.cgroup.CgroupStats;
import dev.gantry.engine.cgroup.Controller;
import dev.gantry.engine.cgroup.ResourceLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Documentation/admin-guide/cgroup-v2.rst "CPU". */
final class CpuController implements Controller {
    static final String MAX = "cpu.max";
    private static final String WEIGHT = "cpu.weight";

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public void apply(Path directory, ResourceLimits limits) {
        if (limits.cpuShares() > 0) {
            CgroupFile.write(directory.resolve(WEIGHT), weight(limits.cpuShares()));
        }
        long quota = limits.effectiveCpuQuota();
        long period = limits.effectiveCpuPeriod();
        if (quota != 0 || period > 0) {
            CgroupFile.write(directory.resolve(MAX), max(CgroupFile.read(directory.resolve(MAX)), quota, period));
        }
    }

    /** The file holds both, {@code QUOTA PERIOD}, and what is not set stays as it is. */
    private static String max(String current, long quota, long period) {
        String[] old = current.split(" ");
        String newQuota = quota == 0 ? old[0] : quota < 0 ? "max" : Long.toString(quota);
        String newPeriod = period > 0 ? Long.toString(period) : old.length > 1 ? old[1] : "";
        return (newQuota + " " + newPeriod).strip();
    }

    /**
     * Shares (2 to 262144) as a weight (1 to 10000) by the curve that today's OCI runtimes use: it maps both ends and
     * the usual 1024 to the usual 100, and so keeps a container that asked for the usual equal to one that did not ask.
     */
    static long weight(long shares) {
        double log = Math.log(Math.clamp(shares, 2, 262_144)) / Math.log(2);
        double exponent = (log * log + 125 * log) / 612.0 - 7.0 / 34.0;
        // Rounded up as there; the small term keeps an exact power such as 100 from becoming 101.
        return Math.clamp((long) Math.ceil(Math.pow(10, exponent) - 1e-9), 1, 10_000);
    }

    @Override
    public void collect(Path directory, CgroupStats.Builder stats) {
        Map<String, Long> stat = CgroupFile.readMap(directory.resolve("cpu.stat"));
        stats.cpuTime(nanos(stat, "usage_usec"), nanos(stat, "user_usec"), nanos(stat, "system_usec"), List.of());
        stats.throttling(
                stat.getOrDefault("nr_periods", 0L),
                stat.getOrDefault("nr_throttled", 0L),
                nanos(stat, "throttled_usec"));
    }

    private static long nanos(Map<String, Long> stat, String name) {
        return stat.getOrDefault(name, 0L) * 1000;
    }
}
