package dev.gantry.engine.runtime;

import dev.gantry.engine.capability.Capability;
import dev.gantry.engine.cgroup.Cgroup;
import dev.gantry.engine.cgroup.CgroupManager;
import dev.gantry.engine.cgroup.ResourceLimits;
import dev.gantry.engine.runtime.ProcessRuntime.CgroupPlace;
import dev.gantry.engine.seccomp.SeccompFilters;
import dev.gantry.engine.snapshot.OverlayMount;
import dev.gantry.engine.spec.ProcessSpec;
import dev.gantry.engine.spec.SandboxSpec;
import dev.gantry.engine.spec.StreamSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;

/** One sandbox over a root file system of busybox alone, and everything it leaves taken away again. */
final class SandboxFixture implements AutoCloseable {
    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final List<String> APPLETS =
            List.of("sh", "ls", "cat", "grep", "sleep", "hostname", "id", "mount", "dd", "stat");

    /** How a process ended, and what it wrote. */
    record Result(int code, byte[] out, byte[] err) {
        String output(int stream) {
            return new String(stream == 1 ? out : err, StandardCharsets.UTF_8);
        }
    }

    private final Path directory;
    private final ProcessRuntime runtime = new ProcessRuntime();
    private final CgroupManager cgroups;
    private final Cgroup cgroup;
    private final List<LaunchedProcess> running = new ArrayList<>();

    SandboxFixture(Path directory) throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(BUSYBOX), "needs busybox-static at " + BUSYBOX);
        this.directory = directory;
        for (String name : List.of("lower/bin", "lower/etc", "upper", "work", "rootfs", "run", "logs")) {
            Files.createDirectories(directory.resolve(name));
        }
        Files.copy(BUSYBOX, directory.resolve("lower/bin/busybox"));
        for (String applet : APPLETS) {
            Files.createSymbolicLink(directory.resolve("lower/bin").resolve(applet), Path.of("busybox"));
        }
        Files.writeString(directory.resolve("lower/etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
        cgroups = CgroupManager.detect("gantry-test-" + Long.toHexString(System.nanoTime()));
        cgroup = cgroups.create("one", ResourceLimits.NONE);
    }

    ProcessRuntime runtime() {
        return runtime;
    }

    Path runDirectory() {
        return directory.resolve("run");
    }

    Path log() {
        return directory.resolve("logs/test.log");
    }

    LaunchedProcess start(String... command) {
        OverlayMount root = new OverlayMount(
                directory,
                List.of("lower"),
                directory.resolve("upper"),
                directory.resolve("work"),
                directory.resolve("rootfs"));
        SandboxSpec spec = new SandboxSpec(
                root,
                "box",
                "",
                false,
                Map.of(),
                List.of(),
                Map.of(),
                SandboxSpec.DEFAULT_MASKED_PATHS,
                SandboxSpec.DEFAULT_READONLY_PATHS,
                false,
                SandboxSpec.DEFAULT_SHM_SIZE,
                false);
        StreamSpec streams = new StreamSpec(false, 0, 0, false, false, true, new StreamSpec.Log(log(), 0, false, 1));
        LaunchedProcess process = runtime.start("test", runDirectory(), spec, streams, process(command), place());
        running.add(process);
        return process;
    }

    Result run(String... command) throws Exception {
        return collect(start(command));
    }

    Result exec(String... command) throws Exception {
        Path execRun = Files.createDirectory(directory.resolve("exec-run"));
        StreamSpec streams = new StreamSpec(false, 0, 0, false, false, true, null);
        int pid = running.getFirst().pid();
        return collect(runtime.exec("exec", execRun, pid, streams, process(command), place()));
    }

    private CgroupPlace place() {
        return new CgroupPlace(cgroup.cloneTarget(), cgroup.procsFiles());
    }

    private static ProcessSpec process(String... command) {
        long capabilities = Capability.mask(Capability.dockerDefaults());
        return new ProcessSpec(
                List.of(command),
                List.of("PATH=/bin"),
                "/",
                "",
                List.of(),
                capabilities,
                capabilities,
                false,
                SeccompFilters.ofHost().dockerDefault(Capability.dockerDefaults()),
                List.of(),
                0,
                false);
    }

    /** Serves the process until it ends. */
    Result collect(LaunchedProcess process) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CompletableFuture<Integer> code = new CompletableFuture<>();
        process.serve(new ProcessListener() {
            @Override
            public void output(int stream, byte[] buffer, int offset, int length) {
                (stream == 1 ? out : err).write(buffer, offset, length);
            }

            @Override
            public void exited(int exitCode) {
                code.complete(exitCode);
            }

            @Override
            public void lost() {
                code.completeExceptionally(new IOException("the launcher has gone"));
            }
        });
        return new Result(code.get(), out.toByteArray(), err.toByteArray());
    }

    @Override
    public void close() {
        cgroup.killAll();
        running.forEach(LaunchedProcess::close);
        cgroup.delete();
        cgroups.removeUnusedParent();
    }
}
