package dev.gantry.engine;

import dev.gantry.engine.error.EngineException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gantry engine}: the engine in the foreground until SIGTERM or SIGINT. */
@Command(
        name = "gantry engine",
        mixinStandardHelpOptions = true,
        description = "Runs the container engine in the foreground and serves the Docker Engine API. Stops cleanly on"
                + " SIGTERM; containers go on and are taken over at the next start.")
public final class EngineCommand implements Callable<Integer> {
    private static final String UNIX = "unix://";

    @Option(
            names = "--data-root",
            paramLabel = "DIR",
            description = "images, containers and volumes (default: /var/lib/gantry)")
    private Path dataRoot = EngineOptions.DEFAULT_DATA_ROOT;

    @Option(
            names = "--exec-root",
            paramLabel = "DIR",
            description = "sockets and other state that does not outlive a boot (default: /run/gantry)")
    private Path execRoot = EngineOptions.DEFAULT_EXEC_ROOT;

    @Option(
            names = "--host",
            paramLabel = "unix://PATH",
            description = "where to listen (default: unix:///run/gantry/engine.sock)")
    private String host = UNIX + EngineOptions.DEFAULT_SOCKET;

    public static void main(String[] arguments) {
        int code = new CommandLine(new EngineCommand()).execute(arguments);
        System.exit(code);
    }

    @Override
    public Integer call() {
        if (!host.startsWith(UNIX + "/")) {
            System.err.println("gantry engine: --host takes unix:// and an absolute path, not " + host);
            return 2;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        try (Engine engine =
                Engine.start(new EngineOptions(dataRoot, execRoot, Path.of(host.substring(UNIX.length()))))) {
            CountDownLatch closed = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                stopped.countDown();
                awaitQuietly(closed);
                // The JVM would report the signal; a stop that was asked for and worked is a success.
                Runtime.getRuntime().halt(0);
            }));
            System.err.println("gantry engine: listening on " + host);
            awaitQuietly(stopped);
            engine.close();
            closed.countDown();
            return 0;
        } catch (EngineException e) {
            System.err.println("gantry engine: " + e.getMessage());
            return 1;
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
