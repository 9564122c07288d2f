package dev.gantry.engine.container;

import dev.gantry.engine.runtime.LaunchedProcess;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One exec in memory. */
final class ExecSession {
    final String id;
    final Container container;
    final ExecSpec spec;
    final OutputHub hub = new OutputHub();
    final CompletableFuture<LaunchedProcess> started = new CompletableFuture<>();
    private boolean startClaimed;
    private volatile int pid;
    private volatile @Nullable Integer exitCode;

    ExecSession(String id, Container container, ExecSpec spec) {
        this.id = id;
        this.container = container;
        this.spec = spec;
    }

    /** An exec can be started once. @return whether the caller is the one to do it */
    synchronized boolean claimStart() {
        if (startClaimed) {
            return false;
        }
        startClaimed = true;
        return true;
    }

    void running(LaunchedProcess process) {
        pid = process.pid();
        started.complete(process);
    }

    void ended(int code) {
        exitCode = code;
        pid = 0;
        started.completeExceptionally(new IllegalStateException("exec " + id + " has ended"));
        hub.finish();
    }

    boolean isRunning() {
        return exitCode == null && started.isDone();
    }

    ExecView view() {
        return new ExecView(id, container.id(), spec, isRunning(), exitCode, pid);
    }
}
