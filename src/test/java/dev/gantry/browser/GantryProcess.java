package dev.gantry.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server with an engine within, started as users start it, with its data in a directory of its own. The system property
 * {@code gantry.test.engine} names the socket of another engine to use instead.
 */
final class GantryProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("Gantry is at (http://\\S+)");
    private static final Pattern CODE = Pattern.compile("setup code ([0-9A-Z-]+)");
    private static final int PATIENCE_SECONDS = 90;

    private final Process process;
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();
    private final String url;

    private GantryProcess(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::read);
        this.url = await(ADDRESS);
    }

    /** Starts it and waits until it answers. */
    static GantryProcess start(Path directory, Map<String, String> environment) throws IOException {
        Path program = Path.of("gantry").toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "server",
                "--host",
                "127.0.0.1",
                "--port",
                String.valueOf(freePort()),
                "--data-root",
                directory.resolve("data").toString(),
                "--exec-root",
                directory.resolve("exec").toString()));
        String engine = System.getProperty("gantry.test.engine");
        if (engine != null) {
            command.add("-Dgantry.engine.socket=" + engine);
        }
        Files.createDirectories(directory);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new GantryProcess(builder.start());
    }

    String url() {
        return url;
    }

    /** The code it printed for the first administrator. */
    String setupCode() {
        return await(CODE);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
            }
        } catch (IOException e) {
            output.add("(its output broke off: " + e.getMessage() + ")");
        }
    }

    private String await(Pattern pattern) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            while (System.nanoTime() < end) {
                String line = output.poll(1, TimeUnit.SECONDS);
                if (line == null) {
                    if (!process.isAlive()) {
                        break;
                    }
                    continue;
                }
                seen.add(line);
                Matcher matcher = pattern.matcher(line);
                if (matcher.find()) {
                    return matcher.group(1);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new IllegalStateException(
                "The server did not print \"" + pattern + "\" but:\n" + String.join("\n", seen));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("The server did not end within 30 seconds of SIGTERM");
            }
            process.getOutputStream().close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
