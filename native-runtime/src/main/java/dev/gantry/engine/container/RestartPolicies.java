package dev.gantry.engine.container;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts containers again that have ended, after a pause that doubles from 100 ms to a minute, as Docker does. */
final class RestartPolicies {
    private static final Logger LOG = System.getLogger(RestartPolicies.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    /** A run of this length counts as healthy: the next pause is the first one again. */
    private static final Duration HEALTHY = Duration.ofSeconds(10);

    private final Lifecycle lifecycle;

    RestartPolicies(Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    /** A run has been recorded as ended; call with the container's lock held. */
    void exited(Container container, int code) {
        ContainerStatus status = container.status();
        if (!applies(container.record(), code)) {
            return;
        }
        lifecycle.setStatus(container, waiting(status));
        Executor later = CompletableFuture.delayedExecutor(
                pause(status).toMillis(),
                TimeUnit.MILLISECONDS,
                task -> Thread.ofVirtual().start(task));
        container.setPendingRestart(CompletableFuture.runAsync(() -> restart(container), later));
    }

    private static ContainerStatus waiting(ContainerStatus s) {
        return new ContainerStatus(
                ContainerState.RESTARTING,
                0,
                s.exitCode(),
                s.error(),
                s.oomKilled(),
                true,
                s.restartCount(),
                false,
                s.startedAt(),
                s.finishedAt());
    }

    /** Whether its policy wants it started again after it ended like this. */
    static boolean applies(ContainerRecord record, int code) {
        HostSpec.RestartPolicy policy = record.spec().host().restartPolicy();
        ContainerStatus status = record.status();
        if (status.manuallyStopped()) {
            return false;
        }
        return switch (policy.name()) {
            case "always", "unless-stopped" -> true;
            case "on-failure" ->
                code != 0 && (policy.maximumRetryCount() == 0 || status.restartCount() < policy.maximumRetryCount());
            default -> false;
        };
    }

    private static Duration pause(ContainerStatus status) {
        if (ran(status.startedAt(), status.finishedAt()).compareTo(HEALTHY) >= 0) {
            return FIRST_PAUSE;
        }
        int doublings = Math.min(status.restartCount(), 10);
        Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static Duration ran(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null ? Duration.ZERO : Duration.between(from, to);
    }

    private void restart(Container container) {
        container.lock.lock();
        try {
            if (container.status().state() == ContainerState.RESTARTING) {
                lifecycle.start(container, container.status().restartCount() + 1);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "restart container " + container.id() + ": " + e.getMessage());
        } finally {
            container.lock.unlock();
        }
    }
}
