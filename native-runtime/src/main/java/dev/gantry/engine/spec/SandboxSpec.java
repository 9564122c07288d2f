package dev.gantry.engine.spec;

import dev.gantry.engine.snapshot.OverlayMount;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The surroundings of a container's processes.
 *
 * @param hostName of the new UTS namespace
 * @param domainName empty: left alone
 * @param hostNetwork stay in the engine's network namespace instead of one with loopback only
 * @param cgroups what appears below /sys/fs/cgroup: its own groups, by the name of their hierarchy; for cgroup v2 one
 *     entry with an empty name
 * @param mounts besides /proc, /dev and /sys
 * @param sysctls by dotted name
 * @param maskedPaths hidden from the container
 * @param readonlyPaths not writable in the container
 * @param shmSize bytes of /dev/shm
 * @param writableKernel whether /sys and its cgroups are writable (privileged)
 */
public record SandboxSpec(
        OverlayMount root,
        String hostName,
        String domainName,
        boolean hostNetwork,
        Map<String, Path> cgroups,
        List<MountEntry> mounts,
        Map<String, String> sysctls,
        List<String> maskedPaths,
        List<String> readonlyPaths,
        boolean readonlyRoot,
        long shmSize,
        boolean writableKernel) {

    /** moby daemon/pkg/oci/defaults.go. */
    public static final List<String> DEFAULT_MASKED_PATHS = List.of(
            "/proc/acpi",
            "/proc/asound",
            "/proc/interrupts",
            "/proc/kcore",
            "/proc/keys",
            "/proc/latency_stats",
            "/proc/sched_debug",
            "/proc/scsi",
            "/proc/timer_list",
            "/proc/timer_stats",
            "/sys/devices/virtual/powercap",
            "/sys/firmware");

    /** The same source. */
    public static final List<String> DEFAULT_READONLY_PATHS =
            List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

    public static final long DEFAULT_SHM_SIZE = 64L << 20;
}
