package dev.gantry.engine.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Kills the engine with SIGKILL at random moments while clients create, start, kill and remove containers, and compares
 * what it says after each restart with what the clients were told. {@code -Dcrash.rounds} and {@code -Dcrash.seed}
 * change how often, and repeat a run's choices.
 */
@Tag("root")
class CrashRoundsRootTest {
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 200);
    private static final int CLIENTS = 3;

    private final long seed = Long.getLong("crash.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<CrashClient> clients = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private Path directory;

    @BeforeEach
    void makeDirectory() throws IOException {
        directory = Files.createTempDirectory("g");
        System.out.println("crash rounds: " + ROUNDS + ", repeat with -Dcrash.seed=" + seed);
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void crashesLoseNoRecordAndLeaveNothingBehind() throws Exception {
        Optional<Path> busybox = BusyboxImage.program();
        assumeTrue(busybox.isPresent(), "needs a static busybox: apt-get install busybox-static");
        TickingContainer ticking = prepare(busybox.get());
        int early = 0;
        for (int round = 0; round < ROUNDS; round++) {
            if (random.nextInt(5) == 0) {
                early++;
                crashWhileStarting();
            }
            crashAtWork(ticking, round);
        }
        int last = finish(ticking);
        List<String> left = Leftovers.of(directory, ids);
        int made = clients.stream().mapToInt(CrashClient::made).sum();
        System.out.println("crash rounds: " + ROUNDS + " at work and " + early + " while starting; " + made
                + " containers made, " + last + " lines logged without a hole; left behind: " + left);
        assertEquals(List.of(), left, "seed " + seed);
        assertTrue(made >= ROUNDS, "too few containers to mean anything: " + made);
        deleteDirectory();
    }

    private TickingContainer prepare(Path busybox) throws Exception {
        try (EngineProcess engine = EngineProcess.start(directory)) {
            engine.awaitReady();
            DockerSocket docker = engine.docker();
            docker.send(
                            "POST",
                            "/images/create?fromSrc=-&repo=crash&tag=latest",
                            "application/x-tar",
                            BusyboxImage.archive(busybox))
                    .orFail("import", 200);
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new CrashClient(docker, "c" + i));
            }
            return TickingContainer.start(docker);
        }
    }

    private void crashWhileStarting() throws Exception {
        try (EngineProcess engine = EngineProcess.start(directory)) {
            pause(random.nextInt(700));
            engine.kill();
        }
    }

    private void crashAtWork(TickingContainer ticking, int round) throws Exception {
        try (EngineProcess engine = EngineProcess.start(directory)) {
            engine.awaitReady();
            try {
                reconcile(engine, ticking, round);
                List<Future<?>> work = new ArrayList<>();
                for (CrashClient client : clients) {
                    Random choices = new Random(random.nextLong());
                    work.add(threads.submit(() -> client.workUntilCutOff(choices)));
                }
                pause(20 + random.nextInt(200));
                engine.kill();
                for (Future<?> one : work) {
                    one.get(60, TimeUnit.SECONDS);
                }
            } catch (Exception | AssertionError e) {
                throw new AssertionError("round " + round + ", seed " + seed + ", files in " + directory, e);
            }
        }
    }

    private void reconcile(EngineProcess engine, TickingContainer ticking, int round) throws IOException {
        List<Known> all = clients.stream().flatMap(c -> c.containers().stream()).toList();
        Reconciliation.check(engine.docker(), all, List.of(TickingContainer.NAME));
        all.forEach(c -> ids.add(c.id));
        ids.remove("");
        if (round % 10 == 0) {
            ticking.checkLog(engine.docker());
        }
    }

    /** Removes everything by the API and stops in good order. Returns how many lines were logged. */
    private int finish(TickingContainer ticking) throws Exception {
        try (EngineProcess engine = EngineProcess.start(directory)) {
            engine.awaitReady();
            reconcile(engine, ticking, 0);
            DockerSocket docker = engine.docker();
            for (var c :
                    docker.get("/containers/json?all=1").orFail("list", 200).json()) {
                String id = c.get("Id").asText();
                ids.add(id);
                docker.delete("/containers/" + id + "?force=1").orFail("remove " + id, 204);
            }
            for (var image :
                    docker.get("/images/json").orFail("list images", 200).json()) {
                docker.delete("/images/" + image.get("Id").asText() + "?force=1")
                        .orFail("remove " + image, 200);
            }
            int status = engine.stop();
            assertTrue(status == 0 || status == 143, "SIGTERM ended it with " + status);
            return ticking.seen();
        }
    }

    /** The moment of the crash is the point of this test; nothing is waited for here. */
    private static void pause(int milliseconds) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(milliseconds);
    }

    private void deleteDirectory() throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
