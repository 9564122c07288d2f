package dev.gantry.engine.cgroup.v2;

import dev.gantry.engine.cgroup.Cgroup;
import dev.gantry.engine.cgroup.CgroupFile;
import dev.gantry.engine.cgroup.CgroupManager;
import dev.gantry.engine.cgroup.CgroupNames;
import dev.gantry.engine.cgroup.CgroupSupport;
import dev.gantry.engine.cgroup.CgroupTree;
import dev.gantry.engine.cgroup.DevicePolicy;
import dev.gantry.engine.cgroup.ResourceLimits;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.linux.proc.MountInfo;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One directory for each group, below {@code MOUNT/PARENT}; Documentation/admin-guide/cgroup-v2.rst. */
public final class V2CgroupManager implements CgroupManager {
    /** Those the engine uses, if the kernel has them. */
    private static final List<String> WANTED = List.of("memory", "cpu", "pids", "io", "cpuset");

    private static final Set<String> REQUIRED = Set.of("memory", "cpu", "pids");

    private final Path parent;
    private final Set<String> controllers;
    private final CgroupSupport support;
    private final DeviceFilter deviceFilter = new DeviceFilter();

    private V2CgroupManager(Path parent, Set<String> controllers) {
        this.parent = parent;
        this.controllers = controllers;
        this.support = V2Support.probe(parent, controllers);
    }

    /** Empty when the unified hierarchy is not mounted or its controllers are in use by v1. */
    public static Optional<CgroupManager> detect(List<MountInfo> mounts, String parentName) {
        for (MountInfo mount : mounts) {
            if (mount.fileSystem().equals("cgroup2")) {
                Path root = Path.of(mount.mountPoint());
                Set<String> available = words(root.resolve("cgroup.controllers"));
                if (available.containsAll(REQUIRED)) {
                    return Optional.of(prepare(root, root.resolve(parentName), available));
                }
            }
        }
        return Optional.empty();
    }

    /** Makes the parent and hands the controllers down to it and to its children. */
    private static V2CgroupManager prepare(Path root, Path parent, Set<String> available) {
        Set<String> controllers = new LinkedHashSet<>(WANTED);
        controllers.retainAll(available);
        try {
            enable(root, controllers);
            Files.createDirectories(parent);
            enable(parent, controllers);
        } catch (IOException | EngineException e) {
            throw new EngineException(
                    EngineException.Category.UNAVAILABLE,
                    "cannot prepare the cgroup " + parent + ": " + e.getMessage() + "; the engine must run as root with"
                            + " a writable cgroup file system, and in a container that container's own processes must"
                            + " not be in " + root + " itself",
                    e);
        }
        return new V2CgroupManager(parent, controllers);
    }

    private static void enable(Path directory, Set<String> controllers) {
        Path file = directory.resolve("cgroup.subtree_control");
        Set<String> missing = new LinkedHashSet<>(controllers);
        missing.removeAll(words(file));
        if (!missing.isEmpty()) {
            CgroupFile.write(file, "+" + String.join(" +", missing));
        }
    }

    private static Set<String> words(Path file) {
        return Set.of(CgroupFile.read(file).split("[ \n]+"));
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public Set<String> controllers() {
        return controllers;
    }

    @Override
    public CgroupSupport support() {
        return support;
    }

    @Override
    public Cgroup create(String id, ResourceLimits limits, DevicePolicy devices) {
        CgroupNames.check(id);
        Path directory = parent.resolve(id);
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            throw new EngineException(
                    EngineException.Category.CONFLICT, "the cgroup " + directory + " exists already", e);
        } catch (IOException e) {
            throw EngineException.system("cannot make the cgroup " + directory + ": " + e.getMessage(), e);
        }
        V2Cgroup cgroup = cgroup(id);
        try {
            deviceFilter.restrict(directory, devices);
            cgroup.update(limits);
            return cgroup;
        } catch (RuntimeException e) {
            cgroup.delete();
            throw e;
        }
    }

    private V2Cgroup cgroup(String id) {
        return new V2Cgroup(id, "/" + parent.getFileName() + "/" + id, parent.resolve(id));
    }

    @Override
    public Optional<Cgroup> open(String id) {
        CgroupNames.check(id);
        return Files.isDirectory(parent.resolve(id)) ? Optional.of(cgroup(id)) : Optional.empty();
    }

    @Override
    public List<String> ids() {
        return CgroupTree.children(parent).stream().sorted().toList();
    }

    @Override
    public void removeUnusedParent() {
        CgroupTree.removeIfUnused(parent);
    }
}
