package dev.gantry.engine.doctor;

import dev.gantry.engine.linux.proc.MountInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where images and containers are kept. */
final class StorageChecks {
    // File systems that overlayfs refuses as the writable layer, for want of d_type, extended attributes or whiteouts.
    private static final Set<String> NO_UPPER = Set.of("overlay", "nfs", "nfs4", "vfat", "hostfs", "9p", "fuse");
    private static final long GIB = 1L << 30;

    private StorageChecks() {}

    static Finding fileSystem(Path dataRoot, List<MountInfo> mounts) {
        String type = mountOf(dataRoot, mounts).map(MountInfo::fileSystem).orElse("unknown");
        if (NO_UPPER.contains(type)) {
            return Finding.problem(
                    "data root",
                    dataRoot + " is on " + type + ", which overlayfs cannot write to",
                    "choose a directory on ext4, xfs, btrfs or tmpfs by --data-root");
        }
        return Finding.good("data root", dataRoot + " on " + type);
    }

    /** @param usable bytes, or -1 when unknown */
    static Finding space(Path dataRoot, long usable) {
        if (usable < 0) {
            return Finding.notice("disk space", "unknown for " + dataRoot, "look with `df " + dataRoot + "`");
        }
        String text = String.format("%.1f GiB free for %s", (double) usable / GIB, dataRoot);
        return usable >= GIB
                ? Finding.good("disk space", text)
                : Finding.notice("disk space", text, "free some: images need a gigabyte and more");
    }

    static Finding execRoot(Path execRoot, List<MountInfo> mounts) {
        String type = mountOf(execRoot, mounts).map(MountInfo::fileSystem).orElse("unknown");
        return type.equals("tmpfs")
                ? Finding.good("exec root", execRoot + " on tmpfs")
                : Finding.notice(
                        "exec root",
                        execRoot + " is on " + type + ", which may survive a reboot",
                        "prefer a tmpfs such as /run by --exec-root");
    }

    /** The mount a path is on: the longest mount point above it, the last one mounted there. */
    static Optional<MountInfo> mountOf(Path path, List<MountInfo> mounts) {
        MountInfo best = null;
        for (MountInfo mount : mounts) {
            Path point = Path.of(mount.mountPoint());
            if (path.startsWith(point)
                    && (best == null
                            || point.getNameCount()
                                    >= Path.of(best.mountPoint()).getNameCount())) {
                best = mount;
            }
        }
        return Optional.ofNullable(best);
    }
}
