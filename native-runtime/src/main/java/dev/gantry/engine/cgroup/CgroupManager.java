package dev.gantry.engine.cgroup;

import dev.gantry.engine.cgroup.v1.V1CgroupManager;
import dev.gantry.engine.cgroup.v2.V2CgroupManager;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.linux.proc.MountInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The control groups of all containers: one group per container below a common parent. */
public interface CgroupManager {
    /**
     * Finds out how this machine mounts control groups and prepares the parent.
     *
     * @param parentName the parent's name below the root of each hierarchy, as in {@code gantry}
     * @throws EngineException unavailable, when nothing usable is mounted or it cannot be written to
     */
    static CgroupManager detect(String parentName) {
        CgroupNames.check(parentName);
        List<MountInfo> mounts = MountInfo.ofSelf();
        Optional<CgroupManager> v2 = V2CgroupManager.detect(mounts, parentName);
        Optional<CgroupManager> found = v2.isPresent() ? v2 : V1CgroupManager.detect(mounts, parentName);
        return found.orElseThrow(() -> new EngineException(
                EngineException.Category.UNAVAILABLE,
                "no control groups: neither cgroup2 nor the v1 controllers memory, cpu, pids, freezer and devices are"
                        + " mounted; mount one with: mount -t cgroup2 none /sys/fs/cgroup"));
    }

    /** 1 or 2. */
    int version();

    /** The controllers in use, by the kernel's names. */
    Set<String> controllers();

    CgroupSupport support();

    /**
     * Makes a group with Docker's default device rules.
     *
     * @param id letters, digits, {@code _ . -}
     * @throws EngineException conflict when it exists; system when the kernel refuses, with nothing left behind
     */
    default Cgroup create(String id, ResourceLimits limits) {
        return create(id, limits, DevicePolicy.dockerDefault());
    }

    /** The same with other device rules. */
    Cgroup create(String id, ResourceLimits limits, DevicePolicy devices);

    /** An existing group. */
    Optional<Cgroup> open(String id);

    /** Every group below the parent. */
    List<String> ids();

    /** Removes the parent if it has no groups any more; nothing can be created after that. */
    void removeUnusedParent();
}
