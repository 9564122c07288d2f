package dev.gantry.engine.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogFollowTest {
    @TempDir
    Path directory;

    private final LogWatcher watcher = new LogWatcher();
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private Path file;
    private LogWriterDouble writer;

    @BeforeEach
    void setUp() {
        file = directory.resolve("json.log");
        writer = new LogWriterDouble(file, 100);
    }

    @AfterEach
    void stop() {
        watcher.close();
    }

    private CompletableFuture<Void> follow(LogQuery query, LogFollowing following) {
        return follow(
                query,
                following,
                (stream, time, b, offset, length) -> seen.add(new String(b, offset, length, StandardCharsets.UTF_8)));
    }

    private CompletableFuture<Void> follow(LogQuery query, LogFollowing following, LogConsumer consumer) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                new LogReader(file).follow(query, consumer, watcher, following);
                end.complete(null);
            } catch (IOException | RuntimeException e) {
                end.completeExceptionally(e);
            }
        });
        return end;
    }

    private String next() throws InterruptedException {
        return seen.poll(30, TimeUnit.SECONDS);
    }

    private static void join(CompletableFuture<Void> end) throws Exception {
        end.get(30, TimeUnit.SECONDS);
    }

    @Test
    void whatIsWrittenLaterIsDeliveredAndFinishEndsIt() throws Exception {
        LogFollowing following = new LogFollowing();
        writer.write("old\n", "stdout", 1);
        CompletableFuture<Void> end = follow(LogQuery.ALL, following);
        assertEquals("old\n", next());
        writer.write("new\n", "stdout", 2);
        assertEquals("new\n", next());
        writer.write("last\n", "stdout", 3);
        following.finish();
        join(end);
        assertEquals("last\n", next());
    }

    @Test
    void aLogThatBeginsLaterIsFollowed() throws Exception {
        LogFollowing following = new LogFollowing();
        CompletableFuture<Void> end = follow(LogQuery.ALL, following);
        writer.write("first\n", "stdout", 1);
        assertEquals("first\n", next());
        following.finish();
        join(end);
    }

    @Test
    void withTailZeroOnlyWhatIsNewIsDelivered() throws Exception {
        LogFollowing following = new LogFollowing();
        writer.write("old\n", "stdout", 1);
        CompletableFuture<Void> end = follow(LogQuery.ALL.withTail(1), following);
        assertEquals("old\n", next());
        LogFollowing second = new LogFollowing();
        CompletableFuture<Void> secondEnd = follow(LogQuery.ALL.withTail(0), second);
        second.finish();
        join(secondEnd);
        assertNull(seen.poll());
        following.finish();
        join(end);
    }

    @Test
    void aLineIsDeliveredWhenItIsComplete() throws Exception {
        LogFollowing following = new LogFollowing();
        CompletableFuture<Void> end = follow(LogQuery.ALL, following);
        String line = LogWriterDouble.line("whole\n", "stdout", 1);
        writer.raw(line.substring(0, 20));
        writer.raw(line.substring(20));
        assertEquals("whole\n", next());
        following.finish();
        join(end);
        assertNull(seen.poll());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void rotationLosesAndRepeatsNothing(int linesPerFile) throws Exception {
        LogFollowing following = new LogFollowing();
        CompletableFuture<Void> end = follow(LogQuery.ALL, following);
        int lines = 90 * linesPerFile;
        for (int i = 0; i < lines; i++) {
            writer.write(i + "\n", "stdout", i);
            if (i % linesPerFile == linesPerFile - 1 && i < lines - 1) {
                writer.rotate();
            }
        }
        following.finish();
        join(end);
        assertEquals(IntStream.range(0, lines).mapToObj(i -> i + "\n").toList(), new ArrayList<>(seen));
    }

    @Test
    void withOneFileOnlyTheLastEntriesBeforeItIsBegunAnewAreDelivered() throws Exception {
        writer = new LogWriterDouble(file, 1);
        LogFollowing following = new LogFollowing();
        CompletableFuture<Void> end = follow(LogQuery.ALL, following);
        writer.write("a\n", "stdout", 1);
        assertEquals("a\n", next());
        writer.rotate();
        writer.write("b\n", "stdout", 2);
        assertEquals("b\n", next());
        following.finish();
        join(end);
    }

    @Test
    void aConsumerThatWaitsLosesNothing() throws Exception {
        LogFollowing following = new LogFollowing();
        Semaphore permits = new Semaphore(0);
        CompletableFuture<Void> end = follow(LogQuery.ALL, following, (stream, time, b, offset, length) -> {
            permits.acquireUninterruptibly();
            seen.add(new String(b, offset, length, StandardCharsets.UTF_8));
        });
        for (int i = 0; i < 50; i++) {
            writer.write(i + "\n", "stdout", i);
            writer.rotate();
        }
        following.finish();
        permits.release(50);
        join(end);
        assertEquals(IntStream.range(0, 50).mapToObj(i -> i + "\n").toList(), new ArrayList<>(seen));
    }

    @Test
    void closingEndsItThoughNothingIsWritten() throws Exception {
        LogFollowing following = new LogFollowing();
        CompletableFuture<Void> end = follow(LogQuery.ALL, following);
        following.close();
        join(end);
    }

    @Test
    void anEndInThePastEndsItAtOnceAndOneInTheFutureWhenItComes() throws Exception {
        writer.write("old\n", "stdout", 1);
        join(follow(LogQuery.ALL.withUntil(5), new LogFollowing()));
        assertEquals("old\n", next());
        long soon = (System.currentTimeMillis() + 50) * 1_000_000;
        join(follow(LogQuery.ALL.withUntil(soon), new LogFollowing()));
        assertTrue(System.currentTimeMillis() * 1_000_000 >= soon);
    }

    @Test
    void manyFollowersOfOneLogAllSeeEverything() throws Exception {
        List<LogFollowing> followings = new ArrayList<>();
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            followings.add(new LogFollowing());
            ends.add(follow(LogQuery.ALL, followings.get(i)));
        }
        writer.write("x\n", "stdout", 1);
        for (int i = 0; i < 20; i++) {
            assertEquals("x\n", next());
        }
        followings.forEach(LogFollowing::finish);
        for (CompletableFuture<Void> end : ends) {
            join(end);
        }
        assertNull(seen.poll());
    }
}
