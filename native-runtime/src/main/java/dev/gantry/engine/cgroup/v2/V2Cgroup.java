package dev.gantry.engine.cgroup.v2;

import dev.gantry.engine.cgroup.Cgroup;
import dev.gantry.engine.cgroup.CgroupFile;
import dev.gantry.engine.cgroup.CgroupStats;
import dev.gantry.engine.cgroup.CgroupTree;
import dev.gantry.engine.cgroup.Controller;
import dev.gantry.engine.cgroup.PidsController;
import dev.gantry.engine.cgroup.ResourceLimits;
import dev.gantry.engine.error.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A group as one directory of the unified hierarchy. */
final class V2Cgroup implements Cgroup {
    private static final List<Controller> CONTROLLERS = List.of(
            new MemoryController(),
            new CpuController(),
            new PidsController(),
            new IoController(),
            new CpusetController());
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

    private final String id;
    private final String path;
    private final Path directory;

    V2Cgroup(String id, String path, Path directory) {
        this.id = id;
        this.path = path;
        this.directory = directory;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public List<Path> procsFiles() {
        return List.of(directory.resolve("cgroup.procs"));
    }

    @Override
    public Optional<Path> cloneTarget() {
        return Optional.of(directory);
    }

    @Override
    public CgroupStats stats() {
        CgroupStats.Builder stats = new CgroupStats.Builder();
        for (Controller controller : CONTROLLERS) {
            controller.collect(directory, stats);
        }
        return stats.build();
    }

    @Override
    public void update(ResourceLimits limits) {
        for (Controller controller : CONTROLLERS) {
            controller.apply(directory, limits);
        }
    }

    /** The write starts it; cgroup.events tells the end. Most groups are frozen by the first look. */
    @Override
    public void freeze() {
        CgroupFile.write(directory.resolve("cgroup.freeze"), "1");
        long deadline = System.nanoTime() + PATIENCE;
        for (long pause = 20_000; !frozen(); pause = Math.min(pause * 2, 5_000_000)) {
            if (System.nanoTime() > deadline) {
                thaw();
                throw EngineException.system(
                        "cannot freeze the cgroup " + directory + ": a process did not stop within 2 s; it may wait"
                                + " for a device or a network file system",
                        null);
            }
            LockSupport.parkNanos(pause);
        }
    }

    @Override
    public void thaw() {
        CgroupFile.write(directory.resolve("cgroup.freeze"), "0");
    }

    @Override
    public boolean frozen() {
        Map<String, Long> events = CgroupFile.readMap(directory.resolve("cgroup.events"));
        return events.getOrDefault("frozen", 0L) == 1;
    }

    /** One write, to which the kernel leaves no room for a fork; frozen processes die too. Since Linux 5.14. */
    @Override
    public void killAll() {
        if (Files.exists(directory)) {
            CgroupFile.write(directory.resolve("cgroup.kill"), "1");
        }
    }

    @Override
    public List<Integer> processes() {
        return CgroupTree.processes(directory);
    }

    @Override
    public long oomKills() {
        return CgroupFile.readMap(directory.resolve("memory.events")).getOrDefault("oom_kill", 0L);
    }

    @Override
    public void delete() {
        CgroupTree.remove(directory);
    }
}
