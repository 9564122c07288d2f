package dev.gantry.engine.container;

import dev.gantry.engine.cgroup.Cgroup;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.linux.LinuxException;
import dev.gantry.engine.linux.Signal;
import dev.gantry.engine.runtime.ExitRecord;
import dev.gantry.engine.runtime.LaunchException;
import dev.gantry.engine.runtime.LaunchedProcess;
import dev.gantry.engine.runtime.ProcessListener;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Starts containers and records their ends. The record on disk always says what a restarted engine should believe. */
final class Lifecycle {
    private static final Logger LOG = System.getLogger(Lifecycle.class.getName());
    /** What a process gets when its launcher was killed and nobody knows how it ended: as if by SIGKILL. */
    private static final int LOST = 137;

    private final ContainerServices services;
    private final ContainerStore store;
    private final ContainerFiles files;
    private final ContainerEvents events;
    private final ProcessPlanner processes;
    private final SandboxPlanner sandboxes;
    private final RestartPolicies restarts;
    private final Remover remover;

    Lifecycle(
            ContainerServices services,
            ContainerStore store,
            ContainerFiles files,
            ContainerEvents events,
            ProcessPlanner processes,
            Remover remover) {
        this.services = services;
        this.store = store;
        this.files = files;
        this.events = events;
        this.processes = processes;
        this.sandboxes = new SandboxPlanner(services.layout(), services.snapshots());
        this.restarts = new RestartPolicies(this);
        this.remover = remover;
    }

    /** Starts it on behalf of a user. */
    void start(Container container) {
        container.lock.lock();
        try {
            container.setPendingRestart(null);
            start(
                    container,
                    container.status().restarting() ? 0 : container.status().restartCount());
        } finally {
            container.lock.unlock();
        }
    }

    /** Starts it; call with the lock held. */
    void start(Container container, int restartCount) {
        ContainerStatus status = container.status();
        if (status.state() == ContainerState.PAUSED) {
            throw EngineException.conflict("cannot start a paused container, try unpause instead");
        }
        if (status.state().isAlive()) {
            throw EngineException.notModified("container " + container.id() + " is already running");
        }
        if (!status.state().canStart() && status.state() != ContainerState.RESTARTING) {
            throw EngineException.conflict("container is marked for removal and cannot be started: " + container.id());
        }
        ContainerRecord record = container.record();
        AtomicReference<@Nullable Cgroup> cgroup = new AtomicReference<>();
        try {
            LaunchedProcess process = launch(container, cgroup);
            Cgroup group = java.util.Objects.requireNonNull(cgroup.get());
            ContainerStatus running = new ContainerStatus(
                    ContainerState.RUNNING,
                    process.pid(),
                    0,
                    "",
                    false,
                    false,
                    restartCount,
                    false,
                    Instant.now(),
                    status.finishedAt());
            store.save(record.withStatus(running));
            container.set(record.withStatus(running));
            adopt(container, process, group);
            events.publish(record, "start");
        } catch (LaunchException e) {
            discard(container, cgroup.get());
            String message = LaunchMessages.describe(e, record.command());
            fail(container, e.exitCode(), message);
            throw EngineException.invalid(message);
        } catch (RuntimeException e) {
            discard(container, cgroup.get());
            String message = e instanceof EngineException ? String.valueOf(e.getMessage()) : e.toString();
            fail(container, 128, message);
            throw e instanceof EngineException ? e : EngineException.system(message, e);
        }
    }

    private LaunchedProcess launch(Container container, AtomicReference<@Nullable Cgroup> cgroup) {
        ContainerRecord record = container.record();
        Path runDirectory = files.createRun(container.id());
        // Made first: the sandbox shows it below /sys/fs/cgroup.
        Cgroup group =
                services.cgroups().create(container.id(), record.spec().host().limits());
        cgroup.set(group);
        return services.runtime()
                .start(
                        container.id(),
                        runDirectory,
                        sandboxes.sandbox(record, SandboxPlanner.directories(group)),
                        sandboxes.streams(record, container.hub.isWatched()),
                        processes.first(record),
                        SandboxPlanner.place(group));
    }

    /** Begins to serve a process that runs; call with the lock held. */
    void adopt(Container container, LaunchedProcess process, Cgroup cgroup) {
        Run run = new Run(process, cgroup);
        container.setRun(run);
        Thread.ofVirtual()
                .name("gantry-io-" + Container.shortId(container.id()))
                .start(() -> process.serve(new ProcessListener() {
                    @Override
                    public void output(int stream, byte[] buffer, int offset, int length) {
                        container.hub.output(stream, buffer, offset, length);
                    }

                    @Override
                    public void exited(int code) {
                        ended(container, run, code);
                    }

                    @Override
                    public void lost() {
                        int code = services.runtime()
                                .exitRecord(services.layout().containerRun(container.id()))
                                .map(ExitRecord::code)
                                .orElse(LOST);
                        ended(container, run, code);
                    }
                }));
    }

    private void ended(Container container, Run run, int code) {
        run.log().complete(null);
        container.lock.lock();
        try {
            recordExit(container, run.cgroup(), code, Instant.now(), "");
            container.setRun(null);
            container.hub.finish();
            ExitStatus exit = new ExitStatus(code, "");
            restarts.exited(container, code);
            container.completeExit(exit);
            run.ended().complete(exit);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "record the end of container " + container.id(), e);
            run.ended().completeExceptionally(e);
        } finally {
            container.lock.unlock();
        }
        if (container.record().spec().host().autoRemove()) {
            removeQuietly(container);
        }
    }

    /** Removes it with its anonymous volumes; a failure is logged. */
    void removeQuietly(Container container) {
        try {
            remover.remove(container, true);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "remove container " + container.id() + " after its end: " + e.getMessage());
        }
    }

    /** Writes down the end of a run and gives up what belonged to it; call with the lock held. */
    void recordExit(Container container, @Nullable Cgroup cgroup, int code, Instant when, String error) {
        ContainerStatus old = container.status();
        boolean oomKilled = cgroup != null && oomKilled(cgroup);
        ContainerStatus status = new ContainerStatus(
                ContainerState.EXITED,
                0,
                code,
                error,
                oomKilled,
                false,
                old.restartCount(),
                old.manuallyStopped(),
                old.startedAt(),
                when);
        ContainerRecord record = container.record().withStatus(status);
        store.save(record);
        container.set(record);
        discard(container, cgroup);
        if (oomKilled) {
            events.publish(record, "oom");
        }
        events.publish(record, "die", Map.of("exitCode", Integer.toString(code)));
    }

    private static boolean oomKilled(Cgroup cgroup) {
        try {
            return cgroup.oomKills() > 0;
        } catch (EngineException e) {
            LOG.log(Level.WARNING, "ask whether memory ran out: " + e.getMessage());
            return false;
        }
    }

    /** What exists of a run outside of the container's processes. */
    void discard(Container container, @Nullable Cgroup cgroup) {
        if (cgroup != null) {
            cgroup.killAll();
            cgroup.delete();
        }
        ContainerFiles.deleteRun(services.layout().containerRun(container.id()));
    }

    private void fail(Container container, int code, String message) {
        ContainerStatus old = container.status();
        ContainerRecord record = container
                .record()
                .withStatus(new ContainerStatus(
                        old.state() == ContainerState.CREATED ? ContainerState.CREATED : ContainerState.EXITED,
                        0,
                        code,
                        message,
                        false,
                        false,
                        old.restartCount(),
                        old.manuallyStopped(),
                        old.startedAt(),
                        old.startedAt() == null ? null : Instant.now()));
        store.save(record);
        container.set(record);
        container.completeExit(new ExitStatus(code, message));
        container.hub.finish();
        if (record.spec().host().autoRemove()) {
            Thread.ofVirtual().start(() -> removeQuietly(container));
        }
    }

    /** Replaces the status in memory and on disk; call with the lock held. */
    void setStatus(Container container, ContainerStatus status) {
        ContainerRecord record = container.record().withStatus(status);
        store.save(record);
        container.set(record);
    }

    /** Sends a signal to the first process. A process that has just ended is no error. */
    void signal(Container container, Run run, Signal signal) {
        try {
            run.process().signal(signal.number());
        } catch (IOException | LinuxException e) {
            LOG.log(Level.DEBUG, "container " + container.id() + " ended before " + signal + " reached it");
        }
    }

    RestartPolicies restarts() {
        return restarts;
    }

    ContainerEvents events() {
        return events;
    }
}
