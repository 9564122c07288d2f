package dev.gantry.engine.container;

import dev.gantry.engine.error.EngineException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One container in memory. Transitions happen under {@link #lock}; looking at it takes no lock. Waiting for a process
 * to end is never done while holding the lock.
 */
final class Container {
    final ReentrantLock lock = new ReentrantLock();
    final OutputHub hub = new OutputHub();
    final Map<String, ExecSession> execs = new ConcurrentHashMap<>();
    private final Condition runChanged = lock.newCondition();
    private final List<CompletableFuture<ExitStatus>> nextExit = new ArrayList<>();
    private final CompletableFuture<ExitStatus> removed = new CompletableFuture<>();
    private volatile ContainerRecord record;
    private volatile @Nullable Run run;
    private @Nullable CompletableFuture<?> pendingRestart;

    Container(ContainerRecord record) {
        this.record = record;
    }

    String id() {
        return record.id();
    }

    ContainerRecord record() {
        return record;
    }

    ContainerStatus status() {
        return record.status();
    }

    Optional<Run> run() {
        return Optional.ofNullable(run);
    }

    /** Replaces the record in memory; call with the lock held. */
    void set(ContainerRecord next) {
        record = next;
    }

    /** A run has begun or ended; call with the lock held. */
    void setRun(@Nullable Run next) {
        run = next;
        runChanged.signalAll();
    }

    /** The run, or CONFLICT in Docker's words. */
    Run requireRunning() {
        Run present = run;
        if (present == null || !status().state().isAlive()) {
            throw EngineException.conflict("container " + id() + " is not running");
        }
        return present;
    }

    /** Waits until it runs; fails when it has been removed meanwhile. */
    Run awaitRun() throws IOException {
        lock.lock();
        try {
            while (run == null) {
                if (removed.isDone()) {
                    throw new IOException("container " + id() + " has been removed");
                }
                runChanged.await();
            }
            return run;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for container " + id() + " to start", e);
        } finally {
            lock.unlock();
        }
    }

    CompletableFuture<ExitStatus> removed() {
        return removed;
    }

    /** Completes with the end of the next or present run. */
    CompletableFuture<ExitStatus> onNextExit() {
        lock.lock();
        try {
            CompletableFuture<ExitStatus> future = new CompletableFuture<>();
            nextExit.removeIf(CompletableFuture::isDone);
            nextExit.add(future);
            return future;
        } finally {
            lock.unlock();
        }
    }

    /** Tells everybody who waits for an exit; call with the lock held, after the exit has been recorded. */
    void completeExit(ExitStatus status) {
        nextExit.forEach(future -> future.complete(status));
        nextExit.clear();
    }

    /** It is gone; call with the lock held. */
    void completeRemoval(ExitStatus status) {
        removed.complete(status);
        completeExit(status);
        runChanged.signalAll();
        hub.finish();
    }

    /** A start by the restart policy is under way or not; call with the lock held. */
    void setPendingRestart(@Nullable CompletableFuture<?> restart) {
        if (pendingRestart != null) {
            pendingRestart.cancel(false);
        }
        pendingRestart = restart;
    }

    /** The full name as others give it. */
    static String shortId(String id) {
        return id.substring(0, 12);
    }
}
