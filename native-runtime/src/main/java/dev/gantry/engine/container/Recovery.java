package dev.gantry.engine.container;

import dev.gantry.engine.cgroup.Cgroup;
import dev.gantry.engine.runtime.ExitRecord;
import dev.gantry.engine.runtime.LaunchedProcess;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Makes memory, disk and kernel agree after the engine was away: containers that still run are taken over, those that
 * have ended get their exit code, and what belongs to no container is removed.
 */
final class Recovery {
    private static final Logger LOG = System.getLogger(Recovery.class.getName());
    private static final int LOST = 137;

    private final ContainerServices services;
    private final ContainerIndex index;
    private final ContainerStore store;
    private final ContainerFiles files;
    private final Lifecycle lifecycle;

    Recovery(
            ContainerServices services,
            ContainerIndex index,
            ContainerStore store,
            ContainerFiles files,
            Lifecycle lifecycle) {
        this.services = services;
        this.index = index;
        this.store = store;
        this.files = files;
        this.lifecycle = lifecycle;
    }

    /** Reads all records and sweeps; nothing else uses the containers yet. */
    void load() {
        for (ContainerRecord record : store.loadAll()) {
            index.names().reserve(record.name(), record.id());
            index.add(new Container(record));
        }
        sweep();
        for (Container container : index.all()) {
            try {
                recover(container);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "take over container " + container.id(), e);
            }
        }
    }

    private void recover(Container container) {
        container.lock.lock();
        try {
            Path runDirectory = services.layout().containerRun(container.id());
            Optional<Cgroup> cgroup = services.cgroups().open(container.id());
            Optional<LaunchedProcess> process = services.runtime().reconnect(runDirectory);
            if (process.isPresent() && cgroup.isPresent()) {
                takeOver(container, process.get(), cgroup.get());
                return;
            }
            process.ifPresent(LaunchedProcess::close);
            Optional<ExitRecord> exit = services.runtime().exitRecord(runDirectory);
            boolean wasAlive = container.status().state().isAlive();
            if (wasAlive || exit.isPresent()) {
                lifecycle.recordExit(
                        container,
                        cgroup.orElse(null),
                        exit.map(ExitRecord::code).orElse(LOST),
                        exit.map(ExitRecord::finishedAt).orElseGet(Instant::now),
                        exit.map(ExitRecord::error).orElse(""));
            } else {
                lifecycle.discard(container, cgroup.orElse(null));
            }
        } finally {
            container.lock.unlock();
        }
    }

    private void takeOver(Container container, LaunchedProcess process, Cgroup cgroup) {
        ContainerStatus old = container.status();
        ContainerState state = cgroup.frozen() ? ContainerState.PAUSED : ContainerState.RUNNING;
        if (old.state() != state || old.pid() != process.pid()) {
            lifecycle.setStatus(
                    container,
                    new ContainerStatus(
                            state,
                            process.pid(),
                            0,
                            "",
                            false,
                            false,
                            old.restartCount(),
                            false,
                            old.state().isAlive() && old.startedAt() != null ? old.startedAt() : Instant.now(),
                            old.finishedAt()));
        }
        lifecycle.adopt(container, process, cgroup);
    }

    /** Starts what its policy wants running and removes what was to be removed; the engine serves already. */
    void resume() {
        for (Container container : index.all()) {
            ContainerRecord record = container.record();
            if (record.status().state().isAlive()) {
                continue;
            }
            if (record.spec().host().autoRemove() && record.status().state() == ContainerState.EXITED) {
                lifecycle.removeQuietly(container);
            } else if (record.status().startedAt() != null) {
                resume(container);
            }
        }
    }

    private void resume(Container container) {
        container.lock.lock();
        try {
            lifecycle.restarts().exited(container, container.status().exitCode());
        } finally {
            container.lock.unlock();
        }
    }

    private void sweep() {
        for (String id : store.directories()) {
            if (!index.has(id)) {
                // A damaged record is kept for a person to look at; without a record it is half-made or half-removed.
                if (!Files.exists(services.layout().containerRecord(id))) {
                    files.delete(id);
                }
            }
        }
        for (String id : services.cgroups().ids()) {
            if (!index.has(id)) {
                services.cgroups().open(id).ifPresent(group -> {
                    group.killAll();
                    group.delete();
                });
            }
        }
        services.snapshots().list().stream()
                .filter(id -> !index.has(id) && !Files.exists(services.layout().containerRecord(id)))
                .forEach(services.snapshots()::remove);
        sweepRuns();
    }

    private void sweepRuns() {
        try (DirectoryStream<Path> runs =
                Files.newDirectoryStream(services.layout().containerRuns())) {
            for (Path run : runs) {
                if (!index.has(String.valueOf(run.getFileName()))) {
                    ContainerFiles.deleteRun(run);
                }
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "sweep run directories: " + e);
        }
    }
}
