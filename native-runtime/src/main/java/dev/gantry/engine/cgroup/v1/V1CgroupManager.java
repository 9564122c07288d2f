package dev.gantry.engine.cgroup.v1;

import dev.gantry.engine.cgroup.Cgroup;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One directory per hierarchy for each group, below {@code MOUNT/PARENT}. */
public final class V1CgroupManager implements CgroupManager {
    /** Without these a container could not be confined, stopped or killed reliably. */
    private static final Set<String> REQUIRED = Set.of("memory", "cpu", "pids", "freezer", "devices");

    private final V1Hierarchies hierarchies;
    private final String parentName;
    private final CgroupSupport support;

    private V1CgroupManager(V1Hierarchies hierarchies, String parentName) {
        this.hierarchies = hierarchies;
        this.parentName = parentName;
        this.support = V1Support.probe(hierarchies, parentName);
    }

    /** Empty when the controllers that containers need are not mounted. */
    public static Optional<CgroupManager> detect(List<MountInfo> mounts, String parentName) {
        V1Hierarchies hierarchies = V1Hierarchies.find(mounts);
        if (!hierarchies.controllers().containsAll(REQUIRED)) {
            return Optional.empty();
        }
        for (Path root : hierarchies.roots()) {
            Path parent = root.resolve(parentName);
            try {
                Files.createDirectories(parent);
            } catch (IOException e) {
                throw new EngineException(
                        EngineException.Category.UNAVAILABLE,
                        "cannot make the cgroup " + parent + ": " + e.getMessage() + "; the engine must run as root"
                                + " with a writable cgroup file system",
                        e);
            }
        }
        hierarchies.directory("cpuset", parentName).ifPresent(CpusetController::inherit);
        return Optional.of(new V1CgroupManager(hierarchies, parentName));
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> controllers() {
        return hierarchies.controllers();
    }

    @Override
    public CgroupSupport support() {
        return support;
    }

    @Override
    public Cgroup create(String id, ResourceLimits limits, DevicePolicy devices) {
        CgroupNames.check(id);
        Map<String, Path> directories = new LinkedHashMap<>();
        V1Cgroup cgroup = new V1Cgroup(id, hierarchies, parentName, directories);
        try {
            for (String controller : hierarchies.usedAtCreation(limits)) {
                Path directory = hierarchies
                        .directory(controller, parentName)
                        .orElseThrow()
                        .resolve(id);
                // Controllers mounted together share the directory.
                if (!directories.containsValue(directory)) {
                    Files.createDirectory(directory);
                }
                directories.put(controller, directory);
            }
            cgroup.restrictDevices(devices);
            cgroup.update(limits);
            return cgroup;
        } catch (FileAlreadyExistsException e) {
            undo(cgroup, directories, e.getFile());
            throw new EngineException(
                    EngineException.Category.CONFLICT, "the cgroup " + e.getFile() + " exists already", e);
        } catch (IOException e) {
            cgroup.delete();
            throw EngineException.system("cannot make a cgroup: " + e, e);
        } catch (RuntimeException e) {
            cgroup.delete();
            throw e;
        }
    }

    /** Removes what was made before the collision, and not what was there. */
    private static void undo(V1Cgroup cgroup, Map<String, Path> made, String existing) {
        made.values().removeIf(directory -> directory.toString().equals(existing));
        cgroup.delete();
    }

    @Override
    public Optional<Cgroup> open(String id) {
        CgroupNames.check(id);
        Map<String, Path> directories = new LinkedHashMap<>();
        for (String controller : V1Hierarchies.ORDER) {
            hierarchies
                    .directory(controller, parentName)
                    .map(parent -> parent.resolve(id))
                    .filter(Files::isDirectory)
                    .ifPresent(directory -> directories.put(controller, directory));
        }
        return directories.isEmpty()
                ? Optional.empty()
                : Optional.of(new V1Cgroup(id, hierarchies, parentName, directories));
    }

    @Override
    public List<String> ids() {
        return hierarchies.roots().stream()
                .flatMap(root -> CgroupTree.children(root.resolve(parentName)).stream())
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public void removeUnusedParent() {
        hierarchies.roots().forEach(root -> CgroupTree.removeIfUnused(root.resolve(parentName)));
    }
}
