package dev.gantry.container;

import dev.gantry.docker.LogLine;
import dev.gantry.docker.LogReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Carries a log to a client: many lines in one write when it is fast, each at once when it is slow. At most {@link #MOST}
 * characters wait; a client that does not read makes the reading of the log wait, not the memory grow.
 */
final class LogPump {
    private static final int MOST = 256 << 10;

    private final LogReader reader;
    private final Function<LogLine, String> format;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final StringBuilder waiting = new StringBuilder();
    private boolean ended;
    private @Nullable IOException failure;

    LogPump(LogReader reader, Function<LogLine, String> format) {
        this.reader = reader;
        this.format = format;
    }

    /** Returns when the log has ended. Closes the reader, whichever side ends first. */
    void into(OutputStream out) throws IOException {
        Thread reading = Thread.ofVirtual().name("log reader").start(this::read);
        try (reader) {
            // The headers go out at once, so that the viewer knows that it is connected.
            out.flush();
            for (String text = take(); text != null; text = take()) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while a log was being sent");
        } finally {
            reading.interrupt();
        }
    }

    private void read() {
        try {
            for (Optional<LogLine> line = reader.next(); line.isPresent(); line = reader.next()) {
                put(format.apply(line.get()));
            }
            end(null);
        } catch (IOException e) {
            end(e);
        } catch (InterruptedException e) {
            end(null);
        }
    }

    private void put(String line) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.length() > MOST) {
                changed.await();
            }
            waiting.append(line).append('\n');
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable String take() throws InterruptedException, IOException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !ended) {
                changed.await();
            }
            if (waiting.isEmpty()) {
                if (failure != null) {
                    throw failure;
                }
                return null;
            }
            String text = waiting.toString();
            waiting.setLength(0);
            changed.signalAll();
            return text;
        } finally {
            lock.unlock();
        }
    }

    private void end(@Nullable IOException cause) {
        lock.lock();
        try {
            ended = true;
            failure = cause;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
