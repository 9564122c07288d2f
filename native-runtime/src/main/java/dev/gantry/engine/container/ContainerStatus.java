package dev.gantry.engine.container;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The changing half of a container: an immutable picture of one moment.
 *
 * @param pid of the container's first process in the host's pid namespace, 0 if none
 * @param exitCode of the last run; 0 before the first ends
 * @param error why the last start failed, else empty
 * @param oomKilled whether the kernel killed a process of the last run for memory
 * @param restarting whether the restart policy is waiting to start it again
 * @param restartCount how often the restart policy has started it
 * @param manuallyStopped whether a user stopped it, so that {@code unless-stopped} leaves it alone
 */
public record ContainerStatus(
        ContainerState state,
        int pid,
        int exitCode,
        String error,
        boolean oomKilled,
        boolean restarting,
        int restartCount,
        boolean manuallyStopped,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    static ContainerStatus created() {
        return new ContainerStatus(ContainerState.CREATED, 0, 0, "", false, false, 0, false, null, null);
    }
}
