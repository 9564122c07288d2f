package dev.gantry.engine.support;

import dev.gantry.engine.cgroup.CgroupStats;
import dev.gantry.engine.container.Attachment;
import dev.gantry.engine.container.ContainerLog;
import dev.gantry.engine.container.ContainerSpec;
import dev.gantry.engine.container.ContainerState;
import dev.gantry.engine.container.ContainerStatus;
import dev.gantry.engine.container.ContainerView;
import dev.gantry.engine.container.Containers;
import dev.gantry.engine.container.ExecSpec;
import dev.gantry.engine.container.ExecView;
import dev.gantry.engine.container.ExitStatus;
import dev.gantry.engine.container.OutputSink;
import dev.gantry.engine.container.TopResult;
import dev.gantry.engine.container.WaitCondition;
import dev.gantry.engine.error.EngineException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** Containers that only exist in memory: tests say what they write and when they end, and see what they were told. */
public final class ContainersDouble implements Containers {
    /** What was called, in order, as {@code start web}. */
    public final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    /** Every attachment that was made. */
    public final BlockingQueue<Session> sessions = new LinkedBlockingQueue<>();
    /** What wait answers with. */
    public final CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
    /** What logs are read from. */
    public ContainerLog log = new ContainerLog(Path.of("/nonexistent"), CompletableFuture.completedFuture(null));
    /** What stats answers. */
    public CgroupStats figures = new CgroupStats.Builder().build();

    private final Map<String, ContainerView> byName = new LinkedHashMap<>();
    private final Map<String, ExecView> execs = new LinkedHashMap<>();

    /** One client at the streams of a process. */
    public static final class Session implements Attachment {
        public final OutputSink sink;
        public final ByteArrayOutputStream stdin = new ByteArrayOutputStream();
        public final CompletableFuture<Void> stdinClosed = new CompletableFuture<>();
        public final CompletableFuture<Void> closed = new CompletableFuture<>();
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        Session(OutputSink sink) {
            this.sink = sink;
        }

        /** The process writes. */
        public void print(int stream, String text) throws java.io.IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            sink.write(stream, bytes, 0, bytes.length);
        }

        /** The process ends. */
        public void end() {
            done.complete(null);
        }

        @Override
        public synchronized void writeStdin(byte[] buffer, int offset, int length) {
            stdin.write(buffer, offset, length);
        }

        @Override
        public void closeStdin() {
            stdinClosed.complete(null);
        }

        @Override
        public CompletableFuture<Void> done() {
            return done;
        }

        @Override
        public void close() {
            closed.complete(null);
            done.complete(null);
        }
    }

    /** A container that is there from the beginning, in a state. */
    public ContainerView add(String name, ContainerSpec spec, ContainerState state) {
        String id = String.format("%064x", byName.size() + 0xabc);
        ContainerView view = new ContainerView(
                id,
                name,
                Instant.parse("2026-01-02T03:04:05Z"),
                spec,
                "sha256:" + "1".repeat(64),
                "/bin/sh",
                List.of("-c", "true and so on"),
                List.of(),
                new ContainerStatus(state, 0, 3, "", false, false, 0, false, Instant.EPOCH, Instant.EPOCH),
                null,
                Path.of("/hostname"),
                Path.of("/hosts"),
                Path.of("/resolv.conf"),
                List.of());
        byName.put(name, view);
        return view;
    }

    public ExecView addExec(String id, ExecSpec spec) {
        ExecView view = new ExecView(id, "c".repeat(64), spec, false, null, 0);
        execs.put(id, view);
        return view;
    }

    @Override
    public Created create(String name, ContainerSpec spec) {
        calls.add("create " + name);
        return new Created(
                add(name == null ? "made-up" : name, spec, ContainerState.CREATED)
                        .id(),
                List.of("careful"));
    }

    @Override
    public ContainerView get(String ref) {
        ContainerView view = byName.values().stream()
                .filter(v -> v.name().equals(ref) || ("/" + v.name()).equals(ref) || v.id().equals(ref))
                .findFirst()
                .orElse(null);
        if (view == null) {
            throw EngineException.notFound("No such container: " + ref);
        }
        return view;
    }

    @Override
    public List<ContainerView> all() {
        return new ArrayList<>(byName.values()).reversed();
    }

    @Override
    public void start(String ref) {
        if (get(ref).status().state() == ContainerState.RUNNING) {
            throw EngineException.notModified("running");
        }
        calls.add("start " + ref);
    }

    @Override
    public void stop(String ref, String signal, Integer timeoutSeconds) {
        get(ref);
        calls.add("stop " + ref + " " + signal + " " + timeoutSeconds);
    }

    @Override
    public void restart(String ref, String signal, Integer timeoutSeconds) {
        get(ref);
        calls.add("restart " + ref + " " + signal + " " + timeoutSeconds);
    }

    @Override
    public void kill(String ref, String signal) {
        get(ref);
        calls.add("kill " + ref + " " + signal);
    }

    @Override
    public void pause(String ref) {
        get(ref);
        calls.add("pause " + ref);
    }

    @Override
    public void unpause(String ref) {
        get(ref);
        calls.add("unpause " + ref);
    }

    @Override
    public void rename(String ref, String newName) {
        get(ref);
        calls.add("rename " + ref + " " + newName);
    }

    @Override
    public void remove(String ref, boolean force, boolean volumes) {
        get(ref);
        calls.add("remove " + ref + " " + force + " " + volumes);
    }

    @Override
    public CompletableFuture<ExitStatus> wait(String ref, WaitCondition condition) {
        get(ref);
        calls.add("wait " + ref + " " + condition);
        return exit;
    }

    @Override
    public void resize(String ref, int rows, int columns) {
        calls.add("resize " + ref + " " + rows + "x" + columns);
    }

    @Override
    public Attachment attach(String ref, OutputSink sink, boolean stdin) {
        Session session = new Session(sink);
        sessions.add(session);
        return session;
    }

    @Override
    public ContainerLog log(String ref) {
        return log;
    }

    @Override
    public TopResult top(String ref, String psArguments) {
        return new TopResult(List.of("PID", "CMD"), List.of(List.of("1", "ps " + psArguments)));
    }

    @Override
    public CgroupStats stats(String ref) {
        return figures;
    }

    @Override
    public String createExec(String containerRef, ExecSpec spec) {
        get(containerRef);
        return addExec("e".repeat(64), spec).id();
    }

    @Override
    public ExecView exec(String execId) {
        ExecView view = execs.get(execId);
        if (view == null) {
            throw EngineException.notFound("No such exec instance: " + execId);
        }
        return view;
    }

    @Override
    public Attachment startExec(String execId, OutputSink sink, int rows, int columns) {
        calls.add("startExec " + (sink == null ? "detached" : rows + "x" + columns));
        Session session = new Session(sink);
        sessions.add(session);
        return session;
    }

    @Override
    public void resizeExec(String execId, int rows, int columns) {
        calls.add("resizeExec " + rows + "x" + columns);
    }
}
