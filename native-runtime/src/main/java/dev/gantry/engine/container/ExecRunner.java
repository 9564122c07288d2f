package dev.gantry.engine.container;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.runtime.ExitRecord;
import dev.gantry.engine.runtime.LaunchException;
import dev.gantry.engine.runtime.LaunchedProcess;
import dev.gantry.engine.runtime.ProcessListener;
import dev.gantry.engine.spec.StreamSpec;
import dev.gantry.engine.storage.AtomicFile;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Runs additional processes in running containers. */
final class ExecRunner {
    private static final Logger LOG = System.getLogger(ExecRunner.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LOST = 137;
    /** Ended execs that a container remembers; Docker forgets them after some minutes. */
    private static final int REMEMBERED = 256;

    private final ContainerServices services;
    private final ProcessPlanner processes;
    private final ContainerEvents events;
    private final Map<String, ExecSession> sessions = new ConcurrentHashMap<>();

    ExecRunner(ContainerServices services, ProcessPlanner processes, ContainerEvents events) {
        this.services = services;
        this.processes = processes;
        this.events = events;
    }

    String create(Container container, ExecSpec spec) {
        container.requireRunning();
        if (container.status().state() == ContainerState.PAUSED) {
            throw EngineException.conflict(
                    "container " + container.id() + " is paused, unpause the container before exec");
        }
        if (spec.cmd().isEmpty() || spec.cmd().getFirst().isEmpty()) {
            throw EngineException.invalid("no exec command specified");
        }
        ExecSession session = new ExecSession(ContainerNames.newId(), container, spec);
        forgetOld(container);
        container.execs.put(session.id, session);
        sessions.put(session.id, session);
        events.publish(container.record(), "exec_create: " + String.join(" ", spec.cmd()), execAttribute(session));
        return session.id;
    }

    private void forgetOld(Container container) {
        if (container.execs.size() >= REMEMBERED) {
            container.execs.values().stream()
                    .filter(s -> s.view().exitCode() != null)
                    .limit(REMEMBERED / 2)
                    .forEach(this::forget);
        }
    }

    private void forget(ExecSession session) {
        session.container.execs.remove(session.id);
        sessions.remove(session.id);
    }

    /** Forgets the execs of a container that has been removed. */
    void forgetAll(Container container) {
        container.execs.keySet().forEach(sessions::remove);
        container.execs.clear();
    }

    ExecSession get(String id) {
        ExecSession session = sessions.get(id);
        if (session == null) {
            throw EngineException.notFound("No such exec instance: " + id);
        }
        return session;
    }

    Attachment start(ExecSession session, @Nullable OutputSink sink, int rows, int columns) {
        Container container = session.container;
        Run run = container.requireRunning();
        if (!session.claimStart()) {
            throw EngineException.conflict("Error: Exec command " + session.id + " is already running");
        }
        OutputHub.Subscriber subscriber = session.hub.add(sink);
        Path directory = services.layout().execRun(session.id);
        try {
            LaunchedProcess process = launch(session, run, directory, rows, columns);
            session.running(process);
            events.publish(
                    container.record(), "exec_start: " + String.join(" ", session.spec.cmd()), execAttribute(session));
            serve(session, process, directory);
            return new ProcessAttachment(session.hub, subscriber, input(session));
        } catch (LaunchException e) {
            ContainerFiles.deleteRun(directory);
            session.ended(e.exitCode());
            throw EngineException.invalid("OCI runtime exec failed: exec failed: unable to start container process: "
                    + LaunchMessages.reason(e, session.spec.cmd().getFirst()) + ": unknown");
        } catch (RuntimeException e) {
            ContainerFiles.deleteRun(directory);
            session.ended(126);
            throw e;
        }
    }

    private LaunchedProcess launch(ExecSession session, Run run, Path directory, int rows, int columns) {
        ExecSpec spec = session.spec;
        try {
            Files.createDirectory(directory);
            AtomicFile.write(
                    services.layout().execDocument(session.id),
                    JSON.writeValueAsBytes(new ExecDocument(session.id, session.container.id(), spec)));
        } catch (IOException e) {
            throw EngineException.system("make the run directory " + directory + ": " + e, e);
        }
        StreamSpec streams = new StreamSpec(
                spec.tty(),
                rows > 0 ? rows : spec.consoleRows(),
                columns > 0 ? columns : spec.consoleColumns(),
                spec.attachStdin(),
                true,
                session.hub.isWatched(),
                null);
        return services.runtime()
                .exec(
                        session.id,
                        directory,
                        run.process().pid(),
                        streams,
                        processes.exec(session.container.record(), spec),
                        SandboxPlanner.place(run.cgroup()));
    }

    private void serve(ExecSession session, LaunchedProcess process, Path directory) {
        Thread.ofVirtual()
                .name("gantry-exec-" + Container.shortId(session.id))
                .start(() -> process.serve(new ProcessListener() {
                    @Override
                    public void output(int stream, byte[] buffer, int offset, int length) {
                        session.hub.output(stream, buffer, offset, length);
                    }

                    @Override
                    public void exited(int code) {
                        ended(session, directory, code);
                    }

                    @Override
                    public void lost() {
                        int code = services.runtime()
                                .exitRecord(directory)
                                .map(ExitRecord::code)
                                .orElse(LOST);
                        ended(session, directory, code);
                    }
                }));
    }

    private void ended(ExecSession session, Path directory, int code) {
        ContainerFiles.deleteRun(directory);
        session.ended(code);
        events.publish(
                session.container.record(),
                "exec_die",
                Map.of("execID", session.id, "exitCode", Integer.toString(code)));
    }

    private static ProcessAttachment.Input input(ExecSession session) {
        return new ProcessAttachment.Input() {
            @Override
            public void write(byte[] buffer, int offset, int length) throws IOException {
                processOf(session).writeStdin(buffer, offset, length);
            }

            @Override
            public void close() throws IOException {
                processOf(session).closeStdin();
            }

            @Override
            public void detached() {
                if (session.isRunning() && !session.hub.isWatched()) {
                    try {
                        processOf(session).wantOutput(false);
                    } catch (IOException e) {
                        LOG.log(Level.DEBUG, "exec " + session.id + " ended while its client left");
                    }
                }
            }
        };
    }

    static LaunchedProcess processOf(ExecSession session) throws IOException {
        try {
            return session.started.get();
        } catch (ExecutionException e) {
            throw new IOException("exec " + session.id + " has ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Map<String, String> execAttribute(ExecSession session) {
        return Map.of("execID", session.id);
    }

    /** Takes over the execs that an earlier engine left running, and clears away those that have ended since. */
    void recover(ContainerIndex index) {
        try (DirectoryStream<Path> directories =
                Files.newDirectoryStream(services.layout().execRuns())) {
            for (Path directory : directories) {
                recover(index, directory);
            }
        } catch (IOException e) {
            throw EngineException.system("list the running execs", e);
        }
    }

    private void recover(ContainerIndex index, Path directory) throws IOException {
        String id = String.valueOf(directory.getFileName());
        Optional<byte[]> bytes = AtomicFile.read(services.layout().execDocument(id));
        Optional<LaunchedProcess> process = services.runtime().reconnect(directory);
        if (bytes.isEmpty()) {
            process.ifPresent(LaunchedProcess::close);
            ContainerFiles.deleteRun(directory);
            return;
        }
        ExecDocument document = JSON.readValue(bytes.get(), ExecDocument.class);
        if (!index.has(document.containerId())) {
            process.ifPresent(LaunchedProcess::close);
            ContainerFiles.deleteRun(directory);
            return;
        }
        ExecSession session = new ExecSession(id, index.get(document.containerId()), document.spec());
        session.container.execs.put(id, session);
        sessions.put(id, session);
        session.claimStart();
        if (process.isPresent()) {
            session.running(process.get());
            serve(session, process.get(), directory);
        } else {
            int code = services.runtime()
                    .exitRecord(directory)
                    .map(ExitRecord::code)
                    .orElse(LOST);
            ended(session, directory, code);
        }
    }
}
