package dev.gantry.engine.cgroup;

import java.nio.file.Path;

/** The same files on v1 and v2; Documentation/admin-guide/cgroup-v1/pids.rst. */
public final class PidsController implements Controller {
    public static final String MAX = "pids.max";

    @Override
    public String name() {
        return "pids";
    }

    @Override
    public void apply(Path directory, ResourceLimits limits) {
        if (limits.pidsLimit() != 0) {
            String limit = limits.pidsLimit() < 0 ? "max" : Long.toString(limits.pidsLimit());
            CgroupFile.write(directory.resolve(MAX), limit);
        }
    }

    @Override
    public void collect(Path directory, CgroupStats.Builder stats) {
        long limit = CgroupFile.readLong(directory.resolve(MAX));
        stats.pids(new CgroupStats.Pids(
                CgroupFile.readLong(directory.resolve("pids.current")), limit == Long.MAX_VALUE ? 0 : limit));
    }
}
