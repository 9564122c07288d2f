package dev.gantry.engine.container;

import dev.gantry.engine.cgroup.ResourceLimits;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a container may use and touch of its host: the non-portable half of a create request.
 *
 * @param mounts binds, volumes and tmpfs, from whichever spelling of the request
 * @param networkMode {@code default}, {@code bridge}, {@code none}, {@code host}
 * @param capAdd capability names as given
 * @param capDrop capability names as given
 * @param securityOpt as given, e.g. {@code no-new-privileges}, {@code seccomp=unconfined}
 * @param shmSize bytes of /dev/shm; 0: 64 MiB
 * @param init whether pid 1 is a reaper of ours; {@code null}: no
 * @param maskedPaths {@code null}: the defaults
 * @param readonlyPaths {@code null}: the defaults
 * @param consoleRows initial height of the terminal, 0: unknown
 * @param consoleColumns initial width of the terminal, 0: unknown
 */
public record HostSpec(
        List<MountSpec> mounts,
        ResourceLimits limits,
        String networkMode,
        RestartPolicy restartPolicy,
        boolean autoRemove,
        boolean privileged,
        boolean readonlyRootfs,
        List<String> capAdd,
        List<String> capDrop,
        List<String> securityOpt,
        long shmSize,
        @Nullable Boolean init,
        List<String> groupAdd,
        int oomScoreAdj,
        Map<String, String> sysctls,
        List<Ulimit> ulimits,
        List<String> dns,
        List<String> dnsSearch,
        List<String> dnsOptions,
        List<String> extraHosts,
        @Nullable List<String> maskedPaths,
        @Nullable List<String> readonlyPaths,
        int consoleRows,
        int consoleColumns,
        LogSpec log) {

    HostSpec withLimits(ResourceLimits next) {
        return new HostSpec(
                mounts,
                next,
                networkMode,
                restartPolicy,
                autoRemove,
                privileged,
                readonlyRootfs,
                capAdd,
                capDrop,
                securityOpt,
                shmSize,
                init,
                groupAdd,
                oomScoreAdj,
                sysctls,
                ulimits,
                dns,
                dnsSearch,
                dnsOptions,
                extraHosts,
                maskedPaths,
                readonlyPaths,
                consoleRows,
                consoleColumns,
                log);
    }

    /** A resource limit of setrlimit(2): name without the RLIMIT_ prefix, in lower case. -1 is unlimited. */
    public record Ulimit(String name, long soft, long hard) {}

    /** When the engine starts the container again by itself. Name as Docker's; the count only for on-failure. */
    public record RestartPolicy(String name, int maximumRetryCount) {}

    /** The log driver and its options; the driver is {@code json-file} or {@code none}. */
    public record LogSpec(String driver, Map<String, String> options) {}
}
