package dev.gantry.engine.cgroup.v1;

import dev.gantry.engine.cgroup.Cgroup;
import dev.gantry.engine.cgroup.CgroupFile;
import dev.gantry.engine.cgroup.CgroupStats;
import dev.gantry.engine.cgroup.CgroupTree;
import dev.gantry.engine.cgroup.Controller;
import dev.gantry.engine.cgroup.DevicePolicy;
import dev.gantry.engine.cgroup.PidsController;
import dev.gantry.engine.cgroup.ResourceLimits;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.linux.LinuxException;
import dev.gantry.engine.linux.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A group as a set of directories, one per hierarchy. */
final class V1Cgroup implements Cgroup {
    private static final List<Controller> CONTROLLERS = List.of(
            new MemoryController(),
            new CpuController(),
            new CpuacctController(),
            new PidsController(),
            new BlkioController(),
            new CpusetController());

    private final String id;
    private final V1Hierarchies hierarchies;
    private final String parentName;
    /** By controller; guarded by this object, since cpuset may join later. */
    private final Map<String, Path> directories;

    V1Cgroup(String id, V1Hierarchies hierarchies, String parentName, Map<String, Path> directories) {
        this.id = id;
        this.hierarchies = hierarchies;
        this.parentName = parentName;
        this.directories = directories;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String path() {
        return "/" + parentName + "/" + id;
    }

    @Override
    public List<Path> procsFiles() {
        return allDirectories().stream().map(d -> d.resolve("tasks")).toList();
    }

    @Override
    public Optional<Path> cloneTarget() {
        return Optional.empty();
    }

    private synchronized LinkedHashSet<Path> allDirectories() {
        noticeCpuset();
        return new LinkedHashSet<>(directories.values());
    }

    /** Another object for the same group may have added it. */
    private synchronized void noticeCpuset() {
        if (!directories.containsKey("cpuset")) {
            hierarchies
                    .directory("cpuset", parentName)
                    .map(parent -> parent.resolve(id))
                    .filter(Files::isDirectory)
                    .ifPresent(directory -> directories.put("cpuset", directory));
        }
    }

    private synchronized Optional<Path> directory(String controller) {
        return Optional.ofNullable(directories.get(controller));
    }

    void restrictDevices(DevicePolicy policy) {
        directory("devices").ifPresent(d -> DevicesController.restrict(d, policy));
    }

    @Override
    public CgroupStats stats() {
        CgroupStats.Builder stats = new CgroupStats.Builder();
        for (Controller controller : CONTROLLERS) {
            directory(controller.name()).ifPresent(d -> controller.collect(d, stats));
        }
        return stats.build();
    }

    @Override
    public void update(ResourceLimits limits) {
        if (CpusetController.isLimited(limits)) {
            addCpuset();
        }
        for (Controller controller : CONTROLLERS) {
            directory(controller.name()).ifPresent(d -> controller.apply(d, limits));
        }
    }

    /** Makes the group in the hierarchy it was left out of and moves its processes there. */
    private synchronized void addCpuset() {
        noticeCpuset();
        Optional<Path> parent = hierarchies.directory("cpuset", parentName);
        if (parent.isEmpty() || directories.containsKey("cpuset")) {
            return;
        }
        Path directory = parent.get().resolve(id);
        try {
            Files.createDirectory(directory);
        } catch (IOException e) {
            throw EngineException.system("cannot make the cgroup " + directory + ": " + e.getMessage(), e);
        }
        directories.put("cpuset", directory);
        CpusetController.inherit(directory);
        for (int pid : processes()) {
            try {
                CgroupFile.write(directory.resolve("cgroup.procs"), pid);
            } catch (EngineException e) {
                if (Files.exists(Path.of("/proc", Integer.toString(pid)))) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void freeze() {
        FreezerController.freeze(freezer());
    }

    @Override
    public void thaw() {
        FreezerController.thaw(freezer());
    }

    @Override
    public boolean frozen() {
        return FreezerController.frozen(freezer());
    }

    private Path freezer() {
        return directory("freezer").orElseThrow(() -> EngineException.notFound("no such cgroup: " + path()));
    }

    /**
     * Frozen, the group cannot fork while it is being listed, and no listed number can be reused. Only if something
     * could not be stopped (it is in an uninterruptible sleep) a second look is needed for those who forked meanwhile.
     */
    @Override
    public void killAll() {
        if (processes().isEmpty()) {
            // The usual case, a container whose first process has ended; or the group is gone, or an engine died when
            // it
            // had made only some of the directories.
            return;
        }
        Path freezer = freezer();
        boolean stopped = false;
        try {
            stopped = FreezerController.tryFreeze(freezer);
            killOnce(freezer);
        } finally {
            FreezerController.thaw(freezer);
        }
        if (!stopped) {
            killOnce(freezer);
        }
    }

    private static void killOnce(Path freezer) {
        for (int pid : CgroupTree.processes(freezer)) {
            try {
                Signal.KILL.send(pid);
            } catch (LinuxException e) {
                throw EngineException.system("cannot kill the processes of the cgroup " + freezer, e);
            }
        }
    }

    @Override
    public List<Integer> processes() {
        return directory("freezer").map(CgroupTree::processes).orElse(List.of());
    }

    @Override
    public long oomKills() {
        return directory("memory").map(MemoryController::oomKills).orElse(0L);
    }

    @Override
    public void delete() {
        for (Path directory : allDirectories()) {
            CgroupTree.remove(directory);
        }
    }
}
