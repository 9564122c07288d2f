package dev.gantry.engine.container;

import dev.gantry.engine.cgroup.CgroupStats;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.linux.Signal;
import dev.gantry.engine.storage.EngineLayout;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The containers of this machine. Orchestrates; the details are one level down. */
public final class ContainerEngine implements Containers {
    private static final int DEFAULT_STOP_TIMEOUT = 10;
    /** After SIGKILL to its first process the kernel kills the others; more than this means one is stuck in the kernel. */
    private static final int KILL_SECONDS = 10;

    private final ContainerServices services;
    private final ContainerIndex index = new ContainerIndex();
    private final Lifecycle lifecycle;
    private final ContainerCreator creator;
    private final Remover remover;
    private final ContainerEvents events;
    private final ExecRunner execs;
    private final Recovery recovery;
    private final ContainerStore store;

    /** Takes over whatever containers exist; {@link #resume} then starts what should be running. */
    public ContainerEngine(ContainerServices services) {
        this.services = services;
        this.store = new ContainerStore(services.layout(), services.sync());
        ContainerFiles files = new ContainerFiles(services.layout(), services.trash());
        ProcessPlanner processes = new ProcessPlanner();
        this.events = new ContainerEvents(services.events());
        this.creator = new ContainerCreator(services, index, store, files, events, processes);
        this.remover = new Remover(services, index, store, files, events, creator);
        this.lifecycle = new Lifecycle(services, store, files, events, processes, remover);
        this.execs = new ExecRunner(services, processes, events);
        this.recovery = new Recovery(services, index, store, files, lifecycle);
        recovery.load();
        execs.recover(index);
    }

    /** Starts again what ended while the engine was away and should run; call when clients can be served. */
    public void resume() {
        recovery.resume();
    }

    @Override
    public Created create(@Nullable String name, ContainerSpec spec) {
        return creator.create(name, spec);
    }

    @Override
    public ContainerView get(String ref) {
        return view(index.get(ref));
    }

    @Override
    public List<ContainerView> all() {
        return index.all().stream()
                .map(this::view)
                .sorted(Comparator.comparing(ContainerView::created).reversed())
                .toList();
    }

    private ContainerView view(Container container) {
        ContainerRecord record = container.record();
        EngineLayout layout = services.layout();
        String id = record.id();
        boolean logged = LogSettings.of(record.spec().host().log()).isPresent();
        return new ContainerView(
                id,
                record.name(),
                record.created(),
                record.spec(),
                record.imageId(),
                record.command().getFirst(),
                record.command().subList(1, record.command().size()),
                record.mounts(),
                record.status(),
                logged ? layout.containerLog(id) : null,
                layout.containerHostname(id),
                layout.containerHosts(id),
                layout.containerResolvConf(id),
                container.execs.values().stream()
                        .filter(ExecSession::isRunning)
                        .map(s -> s.id)
                        .toList());
    }

    @Override
    public void start(String ref) {
        lifecycle.start(index.get(ref));
    }

    @Override
    public void stop(String ref, @Nullable String signal, @Nullable Integer timeoutSeconds) {
        Container container = index.get(ref);
        Signal first = signal == null ? stopSignal(container) : Signal.parse(signal);
        Run run = prepareStop(container);
        if (run == null) {
            return;
        }
        Integer configured = container.record().spec().stopTimeout();
        int seconds = timeoutSeconds != null ? timeoutSeconds : configured != null ? configured : DEFAULT_STOP_TIMEOUT;
        thaw(container, run);
        lifecycle.signal(container, run, first);
        if (seconds != 0 && await(run, seconds)) {
            events.publish(container.record(), "stop");
            return;
        }
        killAndWait(container, run);
        events.publish(container.record(), "stop");
    }

    /** Notes that a user wants it stopped. @return what to stop, or null if only a restart had to be called off */
    private @Nullable Run prepareStop(Container container) {
        container.lock.lock();
        try {
            ContainerStatus status = container.status();
            boolean restarting = status.state() == ContainerState.RESTARTING;
            if (!status.state().isAlive() && !restarting) {
                throw EngineException.notModified("container " + container.id() + " is already stopped");
            }
            container.setPendingRestart(null);
            lifecycle.setStatus(container, StatusChanges.manuallyStopped(status));
            return container.run().orElse(null);
        } finally {
            container.lock.unlock();
        }
    }

    private static Signal stopSignal(Container container) {
        String signal = container.record().spec().stopSignal();
        return signal == null ? Signal.TERM : Signal.parse(signal);
    }

    /** @return whether it ended within the time; negative waits for ever */
    private static boolean await(Run run, int seconds) {
        try {
            if (seconds < 0) {
                run.ended().get();
            } else {
                run.ended().get(seconds, TimeUnit.SECONDS);
            }
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw EngineException.system("record the end of the container", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw EngineException.system("interrupted while waiting for the container to end", e);
        }
    }

    private void killAndWait(Container container, Run run) {
        lifecycle.signal(container, run, Signal.KILL);
        thaw(container, run);
        if (await(run, KILL_SECONDS)) {
            return;
        }
        run.cgroup().killAll();
        if (!await(run, KILL_SECONDS)) {
            throw EngineException.system(
                    "container " + container.id() + " did not end after SIGKILL: a process is stuck in the kernel",
                    null);
        }
    }

    /** A frozen process takes no signal, not even SIGKILL on cgroup v1. */
    private void thaw(Container container, Run run) {
        container.lock.lock();
        try {
            if (container.status().state() == ContainerState.PAUSED) {
                run.cgroup().thaw();
                lifecycle.setStatus(container, StatusChanges.in(container.status(), ContainerState.RUNNING));
            }
        } finally {
            container.lock.unlock();
        }
    }

    @Override
    public void restart(String ref, @Nullable String signal, @Nullable Integer timeoutSeconds) {
        Container container = index.get(ref);
        ContainerState state = container.status().state();
        if (state.isAlive() || state == ContainerState.RESTARTING) {
            stop(container.id(), signal, timeoutSeconds);
        }
        lifecycle.start(container);
        events.publish(container.record(), "restart");
    }

    @Override
    public void kill(String ref, @Nullable String signal) {
        Container container = index.get(ref);
        Signal chosen = signal == null || signal.isEmpty() ? Signal.KILL : Signal.parse(signal);
        Run run;
        container.lock.lock();
        try {
            run = container.requireRunning();
            boolean stops = chosen.equals(Signal.KILL) || chosen.equals(stopSignal(container));
            if (stops) {
                lifecycle.setStatus(container, StatusChanges.manuallyStopped(container.status()));
            }
        } finally {
            container.lock.unlock();
        }
        events.publish(container.record(), "kill", Map.of("signal", Integer.toString(chosen.number())));
        if (chosen.equals(Signal.KILL)) {
            killAndWait(container, run);
        } else {
            lifecycle.signal(container, run, chosen);
        }
    }

    @Override
    public void pause(String ref) {
        Container container = index.get(ref);
        container.lock.lock();
        try {
            Run run = container.requireRunning();
            if (container.status().state() == ContainerState.PAUSED) {
                throw EngineException.conflict("container " + container.id() + " is already paused");
            }
            run.cgroup().freeze();
            lifecycle.setStatus(container, StatusChanges.in(container.status(), ContainerState.PAUSED));
            events.publish(container.record(), "pause");
        } finally {
            container.lock.unlock();
        }
    }

    @Override
    public void unpause(String ref) {
        Container container = index.get(ref);
        container.lock.lock();
        try {
            Run run = container.requireRunning();
            if (container.status().state() != ContainerState.PAUSED) {
                throw EngineException.conflict("container " + container.id() + " is not paused");
            }
            run.cgroup().thaw();
            lifecycle.setStatus(container, StatusChanges.in(container.status(), ContainerState.RUNNING));
            events.publish(container.record(), "unpause");
        } finally {
            container.lock.unlock();
        }
    }

    @Override
    public void rename(String ref, String newName) {
        Container container = index.get(ref);
        String bare = newName.startsWith("/") ? newName.substring(1) : newName;
        container.lock.lock();
        try {
            String oldName = container.record().name();
            if (oldName.equals(bare)) {
                throw EngineException.invalid("Renaming a container with the same name as its current name");
            }
            index.names().reserve(bare, container.id());
            try {
                ContainerRecord renamed = container.record().withName(bare);
                store.save(renamed);
                container.set(renamed);
            } catch (RuntimeException e) {
                index.names().release(bare);
                throw e;
            }
            index.names().release(oldName);
            events.publish(container.record(), "rename", Map.of("oldName", "/" + oldName));
        } finally {
            container.lock.unlock();
        }
    }

    @Override
    public void remove(String ref, boolean force, boolean volumes) {
        Container container = index.get(ref);
        if (force) {
            killForRemoval(container);
        }
        try {
            remover.remove(container, volumes);
        } finally {
            if (container.removed().isDone()) {
                execs.forgetAll(container);
            }
        }
    }

    private void killForRemoval(Container container) {
        Run run;
        container.lock.lock();
        try {
            container.setPendingRestart(null);
            run = container.run().orElse(null);
            if (run == null) {
                return;
            }
            lifecycle.setStatus(container, StatusChanges.manuallyStopped(container.status()));
        } finally {
            container.lock.unlock();
        }
        killAndWait(container, run);
    }

    @Override
    public CompletableFuture<ExitStatus> wait(String ref, WaitCondition condition) {
        Container container = index.get(ref);
        return switch (condition) {
            case REMOVED -> container.removed();
            case NEXT_EXIT -> container.onNextExit();
            case NOT_RUNNING -> {
                CompletableFuture<ExitStatus> next = container.onNextExit();
                ContainerStatus status = container.status();
                boolean idle = !status.state().isAlive() && status.state() != ContainerState.RESTARTING;
                yield idle
                        ? CompletableFuture.completedFuture(new ExitStatus(status.exitCode(), status.error()))
                        : next;
            }
        };
    }

    @Override
    public void resize(String ref, int rows, int columns) {
        Container container = index.get(ref);
        try {
            container.requireRunning().process().resize(rows, columns);
        } catch (IOException e) {
            throw EngineException.conflict("container " + container.id() + " has just ended");
        }
    }

    @Override
    public Attachment attach(String ref, @Nullable OutputSink sink, boolean stdin) {
        return ContainerStreams.attach(index.get(ref), sink, stdin);
    }

    @Override
    public ContainerLog log(String ref) {
        Container container = index.get(ref);
        if (LogSettings.of(container.record().spec().host().log()).isEmpty()) {
            throw EngineException.invalid("configured logging driver does not support reading");
        }
        return new ContainerLog(
                services.layout().containerLog(container.id()),
                container.run().map(Run::log).orElseGet(() -> CompletableFuture.completedFuture(null)));
    }

    @Override
    public TopResult top(String ref, String psArguments) {
        Container container = index.get(ref);
        return ProcessTable.of(container.requireRunning().cgroup().processes(), psArguments);
    }

    @Override
    public CgroupStats stats(String ref) {
        return index.get(ref).run().map(run -> run.cgroup().stats()).orElseGet(() -> new CgroupStats.Builder().build());
    }

    @Override
    public String createExec(String containerRef, ExecSpec spec) {
        return execs.create(index.get(containerRef), spec);
    }

    @Override
    public ExecView exec(String execId) {
        return execs.get(execId).view();
    }

    @Override
    public Attachment startExec(String execId, @Nullable OutputSink sink, int rows, int columns) {
        return execs.start(execs.get(execId), sink, rows, columns);
    }

    @Override
    public void resizeExec(String execId, int rows, int columns) {
        try {
            ExecRunner.processOf(execs.get(execId)).resize(rows, columns);
        } catch (IOException e) {
            throw EngineException.conflict("exec " + execId + " has just ended");
        }
    }
}
