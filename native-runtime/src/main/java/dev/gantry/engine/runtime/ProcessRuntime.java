package dev.gantry.engine.runtime;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.linux.Errno;
import dev.gantry.engine.linux.FileDescriptor;
import dev.gantry.engine.linux.FileTree;
import dev.gantry.engine.linux.LinuxException;
import dev.gantry.engine.linux.MemoryFile;
import dev.gantry.engine.linux.Processes;
import dev.gantry.engine.linux.Sockets;
import dev.gantry.engine.spec.Identity;
import dev.gantry.engine.spec.ProcessSpec;
import dev.gantry.engine.spec.SandboxSpec;
import dev.gantry.engine.spec.StreamSpec;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Starts processes by way of the launcher, and finds those again that an earlier engine started. A run directory
 * belongs to one process: its launcher's socket while it runs, its exit record after it has ended.
 */
public final class ProcessRuntime {
    private static final String SOCKET = "io.sock";
    private static final String EXIT = "exit";
    private static final String ERRORS = "launcher.err";

    /** Where a process is to be accounted: the v2 group to be born in, or the files to join by. */
    public record CgroupPlace(Optional<Path> directory, List<Path> procsFiles) {}

    /**
     * Starts a container's first process and returns when it has been executed.
     *
     * @param runDirectory exists and is empty
     * @param place where the process is accounted; the sandbox shows it to the container
     * @throws LaunchException if the program cannot be executed
     * @throws EngineException if the sandbox cannot be made; nothing is left of it
     */
    public LaunchedProcess start(
            String id,
            Path runDirectory,
            SandboxSpec sandboxSpec,
            StreamSpec streams,
            ProcessSpec process,
            CgroupPlace place) {
        CompletableFuture<Sandbox> building = new CompletableFuture<>();
        // Its namespaces die with the thread, so it is never one of a pool.
        Thread.ofPlatform().name("gantry-sandbox").start(() -> {
            try {
                building.complete(new SandboxBuilder(sandboxSpec, streams, process).build());
            } catch (RuntimeException | Error e) {
                building.completeExceptionally(e);
            }
        });
        try (Sandbox sandbox = building.join()) {
            LauncherConfig config = new LauncherConfig();
            sandbox.describe(config);
            config.flag("pid-namespace", true).flag("cgroup-namespace", true).flag("proc", true);
            config.flag("readonly-root", sandboxSpec.readonlyRoot()).flag("init", process.init());
            sandboxSpec.maskedPaths().forEach(path -> config.put("mask", path));
            sandboxSpec.readonlyPaths().forEach(path -> config.put("readonly", path));
            return launch(id, runDirectory, streams, process, sandbox.identity(), place, config);
        } catch (CompletionException e) {
            if (e.getCause() instanceof EngineException known) {
                throw known;
            }
            throw new EngineException(
                    EngineException.Category.SYSTEM,
                    "cannot make the sandbox of container " + id + ": " + cause(e).getMessage(),
                    cause(e));
        }
    }

    private static Throwable cause(CompletionException e) {
        return e.getCause() == null ? e : e.getCause();
    }

    /**
     * Starts one more process inside the sandbox that {@code containerPid} is the first process of.
     *
     * @throws LaunchException if the program cannot be executed, or the container has just ended
     */
    public LaunchedProcess exec(
            String id,
            Path runDirectory,
            int containerPid,
            StreamSpec streams,
            ProcessSpec process,
            CgroupPlace place) {
        String rootPath = "/proc/" + containerPid + "/root";
        try (FileDescriptor pidfd = Processes.openPidfd(containerPid);
                FileDescriptor root = FileTree.open(rootPath, FileTree.O_PATH | FileTree.O_DIRECTORY, 0);
                Sandbox terminal = new Sandbox()) {
            LauncherConfig config = new LauncherConfig().descriptor("pidfd", pidfd);
            if (streams.terminal()) {
                ExecTerminal.open(root, streams, terminal);
            }
            terminal.describe(config);
            Identity identity = UserDatabase.of(new RootDirectory(root)).resolve(process.user(), process.groups());
            return launch(id, runDirectory, streams, process, identity, place, config);
        } catch (LinuxException e) {
            if (e.is(Errno.ESRCH) || e.is(Errno.ENOENT)) {
                throw new LaunchException(128, "the container has just ended");
            }
            throw e;
        }
    }

    private static LaunchedProcess launch(
            String id,
            Path runDirectory,
            StreamSpec streams,
            ProcessSpec process,
            Identity identity,
            CgroupPlace place,
            LauncherConfig config) {
        try (Sandbox open = new Sandbox()) {
            FileDescriptor runDir = open.keep(openDirectory(runDirectory));
            FileDescriptor listener = open.keep(Sockets.listenUnix(runDir.procPath() + "/" + SOCKET));
            config.put("id", id).descriptor("listen", listener).descriptor("run-dir", runDir);
            describeCgroup(place, config, open);
            describeStreams(streams, config, open);
            ProcessConfig.describe(process, identity, config);
            // Before the launcher starts, so that it never has to wait for, or do without, the engine.
            LaunchedProcess connection = new LaunchedProcess(connect(runDir));
            try {
                connection.adopt(spawn(id, config, runDir));
                connection.awaitStart();
                return connection;
            } catch (IOException e) {
                connection.finish();
                throw EngineException.system("the launcher of " + id + " failed: " + launcherErrors(runDirectory), e);
            } catch (RuntimeException e) {
                connection.finish();
                throw e;
            }
        }
    }

    private static int spawn(String id, LauncherConfig config, FileDescriptor runDir) {
        int append = FileTree.O_WRONLY | FileTree.O_CREAT;
        try (FileDescriptor memory = MemoryFile.sealed("gantry-config", config.bytes());
                FileDescriptor nothing = FileTree.open("/dev/null", FileTree.O_RDWR, 0);
                FileDescriptor errors = FileTree.openAt(runDir, ERRORS, append, 0600)) {
            List<Integer> descriptors = new java.util.ArrayList<>(
                    List.of(nothing.number(), nothing.number(), errors.number(), memory.number()));
            descriptors.addAll(config.descriptors());
            return Processes.spawn(LauncherProgram.path(), List.of("gantry-launcher", id), descriptors);
        }
    }

    private static void describeCgroup(CgroupPlace place, LauncherConfig config, Sandbox open) {
        if (place.directory().isPresent()) {
            config.descriptor(
                    "cgroup-directory",
                    open.keep(openDirectory(place.directory().get())));
            return;
        }
        for (Path file : place.procsFiles()) {
            config.descriptor("cgroup", open.keep(FileTree.open(file.toString(), FileTree.O_WRONLY, 0)));
        }
    }

    private static void describeStreams(StreamSpec streams, LauncherConfig config, Sandbox open) {
        config.flag("open-stdin", streams.openStdin())
                .flag("stdin-once", streams.stdinOnce())
                .flag("attached", streams.attached());
        StreamSpec.Log log = streams.log();
        if (log != null) {
            Path directory = java.util.Objects.requireNonNull(log.file().getParent());
            config.descriptor("log-dir", open.keep(openDirectory(directory)))
                    .put("log-name", String.valueOf(log.file().getFileName()))
                    .put("log-size", log.maxSize())
                    .flag("log-count-output", log.countOutput())
                    .put("log-files", log.maxFiles());
        }
    }

    /**
     * Finds a process that an earlier engine started.
     *
     * @return empty if its launcher does not live any more
     */
    public Optional<LaunchedProcess> reconnect(Path runDirectory) {
        if (!Files.exists(runDirectory.resolve(SOCKET))) {
            return Optional.empty();
        }
        try (FileDescriptor runDir = openDirectory(runDirectory)) {
            LaunchedProcess connection = new LaunchedProcess(connect(runDir));
            try {
                connection.awaitStart();
                return Optional.of(connection);
            } catch (IOException | LaunchException e) {
                connection.close();
                return Optional.empty();
            }
        } catch (EngineException e) {
            return Optional.empty();
        }
    }

    /** How the process of a run directory ended; empty if it has not, or nobody knows. */
    public Optional<ExitRecord> exitRecord(Path runDirectory) {
        return ExitRecord.read(runDirectory.resolve(EXIT));
    }

    /** Through the descriptor, since the directory's path may be longer than a socket address can be. */
    private static SocketChannel connect(FileDescriptor runDir) {
        try {
            return SocketChannel.open(UnixDomainSocketAddress.of(runDir.procPath() + "/" + SOCKET));
        } catch (IOException e) {
            throw EngineException.system("connect to a launcher's socket", e);
        }
    }

    private static FileDescriptor openDirectory(Path directory) {
        return FileTree.open(directory.toString(), FileTree.O_RDONLY | FileTree.O_DIRECTORY, 0);
    }

    private static String launcherErrors(Path runDirectory) {
        try {
            String text = Files.readString(runDirectory.resolve(ERRORS)).strip();
            return text.isEmpty() ? "it ended without a word" : text;
        } catch (IOException e) {
            return "it ended without a word";
        }
    }
}
