package dev.gantry.engine.container;

import dev.gantry.engine.cgroup.Cgroup;
import dev.gantry.engine.runtime.LaunchedProcess;
import java.util.concurrent.CompletableFuture;

/**
 * One run of a container: its first process and what belongs to it.
 *
 * @param ended completes after the exit has been recorded
 * @param log completes when the log is complete
 */
record Run(LaunchedProcess process, Cgroup cgroup, CompletableFuture<ExitStatus> ended, CompletableFuture<Void> log) {

    Run(LaunchedProcess process, Cgroup cgroup) {
        this(process, cgroup, new CompletableFuture<>(), new CompletableFuture<>());
    }
}
