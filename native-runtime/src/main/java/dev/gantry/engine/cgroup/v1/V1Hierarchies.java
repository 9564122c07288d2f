package dev.gantry.engine.cgroup.v1;

import dev.gantry.engine.cgroup.ResourceLimits;
import dev.gantry.engine.linux.proc.MountInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where each v1 controller is mounted. */
final class V1Hierarchies {
    /**
     * The controllers the engine uses, in the order in which a process joins them: the limits first, so that nothing it
     * does later escapes them; devices last, since the launcher may still need them on its way.
     *
     * <p>Measured on two cores of kernel 6.18 for one hierarchy: mkdir 15 to 50 µs (memory and cpuset cost the most),
     * rmdir 13 to 32 µs, joining by cgroup.procs 20 to 50 µs and 190 µs now and then, by tasks 17 to 39 µs. The
     * difference is a lock over all processes: the kernel takes it to move a whole process, which can wait for an RCU
     * grace period, and not when the current thread moves itself alone. Hence {@code tasks} for the launcher, which has
     * one thread; and cpuset only for those who ask for it.
     */
    static final List<String> ORDER =
            List.of("memory", "cpu", "cpuacct", "pids", "blkio", "cpuset", "freezer", "devices");

    private final Map<String, Path> roots;

    private V1Hierarchies(Map<String, Path> roots) {
        this.roots = roots;
    }

    static V1Hierarchies find(List<MountInfo> mounts) {
        Map<String, Path> roots = new LinkedHashMap<>();
        for (String controller : ORDER) {
            for (MountInfo mount : mounts) {
                if (mount.fileSystem().equals("cgroup")
                        && List.of(mount.superOptions().split(",")).contains(controller)) {
                    // The first mount is as good as any other: they all show the same hierarchy.
                    roots.putIfAbsent(controller, Path.of(mount.mountPoint()));
                }
            }
        }
        return new V1Hierarchies(roots);
    }

    Set<String> controllers() {
        return roots.keySet();
    }

    /** Each mounted hierarchy once. */
    Set<Path> roots() {
        return new LinkedHashSet<>(roots.values());
    }

    Optional<Path> directory(String controller, String name) {
        return Optional.ofNullable(roots.get(controller)).map(root -> root.resolve(name));
    }

    /** What a new group needs: everything but cpuset, which is added when it is first limited. */
    List<String> usedAtCreation(ResourceLimits limits) {
        List<String> used = new ArrayList<>(ORDER);
        used.retainAll(roots.keySet());
        if (!CpusetController.isLimited(limits)) {
            used.remove("cpuset");
        }
        return used;
    }
}
