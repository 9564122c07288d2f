package dev.gantry.engine.crash;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The engine as a process of its own, on directories of its own. */
final class EngineProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final Process process;

    private EngineProcess(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /** Does not wait until it answers, see {@link #awaitReady()}. */
    static EngineProcess start(Path directory) throws IOException {
        // Surefire hides the class path in a jar's manifest; JUnit's own launcher does not.
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath,
                "dev.gantry.engine.EngineCommand",
                "--data-root",
                dataRoot(directory).toString(),
                "--exec-root",
                execRoot(directory).toString(),
                "--host",
                "unix://" + socket(directory));
        File log = directory.resolve("engine.log").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        process.getOutputStream().close();
        return new EngineProcess(directory, process);
    }

    static Path dataRoot(Path directory) {
        return directory.resolve("d");
    }

    /** A short name: the address of a unix socket has 107 bytes, and an id takes 64 of them. */
    static Path execRoot(Path directory) {
        return directory.resolve("x");
    }

    static Path socket(Path directory) {
        return directory.resolve("s");
    }

    DockerSocket docker() {
        return new DockerSocket(socket(directory));
    }

    /** Returns when it answers a ping. */
    void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new AssertionError("the engine ended by itself with " + process.exitValue() + "\n" + logTail());
            }
            try {
                if (docker().get("/_ping").status() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                process.waitFor(5, TimeUnit.MILLISECONDS);
            }
        }
        throw new AssertionError("the engine did not answer within " + PATIENCE + "\n" + logTail());
    }

    /** SIGKILL: it has no chance to tidy up. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGTERM. Returns its exit status. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the engine did not stop within " + PATIENCE + " of SIGTERM");
        }
        return process.exitValue();
    }

    private String logTail() throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve("engine.log"));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
