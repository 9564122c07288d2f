package dev.gantry.engine.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The real {@code docker} client, pointed at an engine. */
public final class DockerCli {
    private static final long TIMEOUT_SECONDS = 30;

    private final Path socket;
    private final Path config;
    private final String version;

    /** What a command did. */
    public record Result(int code, String out, String err) {
        /** The standard output of a command that must have worked. */
        public String ok() {
            Assertions.assertEquals(0, code, () -> "docker failed: " + err + out);
            return out.strip();
        }

        /** The standard error of a command that must have ended with a code. */
        public String failed(int expected) {
            Assertions.assertEquals(expected, code, () -> err + out);
            return err;
        }
    }

    /** @param config where the client keeps its settings; the test is skipped with the reason if there is no client */
    public DockerCli(Path socket, Path config) {
        this(socket, config, "");
        Assumptions.assumeTrue(onPath("docker"), "needs the docker client on PATH");
    }

    private DockerCli(Path socket, Path config, String version) {
        this.socket = socket;
        this.config = config;
        this.version = version;
    }

    /** The client as it speaks to an engine of an older version of the API. */
    public DockerCli speaking(String apiVersion) {
        return new DockerCli(socket, config, apiVersion);
    }

    public static boolean onPath(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    public Result run(String... arguments) throws Exception {
        return runWith("", arguments);
    }

    public Result runWith(String input, String... arguments) throws Exception {
        Process process = start(arguments);
        // On a thread of its own: a program that echoes stops reading when nobody reads what it writes.
        Thread.ofVirtual().start(() -> {
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It did not want the input.
            }
        });
        return finish(process);
    }

    /** In a terminal of a size, typing lines after the program has printed what comes before each. */
    public Result inTerminal(int rows, int columns, List<String> promptsAndLines, String... arguments)
            throws Exception {
        Assumptions.assumeTrue(onPath("script"), "needs script(1) for a terminal");
        StringBuilder command = new StringBuilder("stty rows " + rows + " cols " + columns + "; exec docker");
        for (String argument : arguments) {
            command.append(" '").append(argument.replace("'", "'\\''")).append('\'');
        }
        Process process = prepare(List.of("script", "-qec", command.toString(), "/dev/null"))
                .start();
        StringBuilder out = new StringBuilder();
        InputStream stdout = process.getInputStream();
        for (int i = 0; i < promptsAndLines.size(); i += 2) {
            readUntil(stdout, out, promptsAndLines.get(i));
            process.getOutputStream().write(promptsAndLines.get(i + 1).getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        }
        Result rest = finish(process);
        return new Result(rest.code, out + rest.out, rest.err);
    }

    private static void readUntil(InputStream stdout, StringBuilder out, String text) throws IOException {
        int from = out.length();
        while (out.indexOf(text, from) < 0) {
            int b = stdout.read();
            if (b < 0) {
                throw new IOException("ended before \"" + text + "\" after: " + out);
            }
            out.append((char) b);
        }
    }

    public Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return prepare(command).start();
    }

    private ProcessBuilder prepare(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("DOCKER_HOST", "unix://" + socket);
        builder.environment().put("DOCKER_CONFIG", config.toString());
        if (!version.isEmpty()) {
            builder.environment().put("DOCKER_API_VERSION", version);
        }
        return builder;
    }

    /** Waits for a process that was started; one that hangs is ended and fails the test. */
    public static Result finish(Process process) throws Exception {
        StringBuilder err = new StringBuilder();
        Thread reader = Thread.ofVirtual().start(() -> err.append(read(process.getErrorStream())));
        StringBuilder out = new StringBuilder();
        Thread other = Thread.ofVirtual().start(() -> out.append(read(process.getInputStream())));
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            reader.join();
            other.join();
            Assertions.fail("docker hangs: " + process.info().commandLine().orElse("") + "\n" + out + err);
        }
        reader.join();
        other.join();
        return new Result(process.exitValue(), out.toString(), err.toString());
    }

    private static String read(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
