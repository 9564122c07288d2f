package dev.gantry.engine.doctor;

import dev.gantry.engine.linux.proc.MountInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Which control groups are mounted, and whether they can limit what the engine promises to limit. */
final class CgroupCheck {
    private static final Set<String> WANTED_V2 = Set.of("cpu", "memory", "pids");
    private static final Set<String> WANTED_V1 = Set.of("cpu", "devices", "freezer", "memory", "pids");

    private CgroupCheck() {}

    /** @param read gives the text of a file, empty when there is none */
    static Finding examine(List<MountInfo> mounts, UnaryOperator<String> read) {
        Set<String> v1 = new TreeSet<>();
        Set<String> v2 = new TreeSet<>();
        for (MountInfo mount : mounts) {
            if (mount.fileSystem().equals("cgroup")) {
                v1.addAll(List.of(mount.superOptions().split(",")));
            } else if (mount.fileSystem().equals("cgroup2")) {
                v2.addAll(List.of(
                        read.apply(mount.mountPoint() + "/cgroup.controllers").split(" ")));
            }
        }
        return judge("version 2", v2, WANTED_V2)
                .or(() -> judge("version 1", v1, WANTED_V1))
                .orElseGet(() -> missing(v1, v2));
    }

    private static Optional<Finding> judge(String version, Set<String> present, Set<String> wanted) {
        return present.containsAll(wanted)
                ? Optional.of(Finding.good("cgroup", version + " with " + String.join(" ", new TreeSet<>(wanted))))
                : Optional.empty();
    }

    private static Finding missing(Set<String> v1, Set<String> v2) {
        if (v1.isEmpty() && v2.isEmpty()) {
            return Finding.problem("cgroup", "none is mounted", "run `mount -t cgroup2 none /sys/fs/cgroup`");
        }
        Set<String> lacking = new TreeSet<>(v1.isEmpty() ? WANTED_V2 : WANTED_V1);
        lacking.removeAll(v1);
        lacking.removeAll(v2);
        return Finding.problem(
                "cgroup",
                "without the controllers " + String.join(" ", lacking),
                "mount them, or start the kernel with systemd.unified_cgroup_hierarchy=1 cgroup_enable=memory");
    }
}
