package dev.gantry.engine.log;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The handle on one reader that follows a log; made by whoever starts it, used by others to end it. */
public final class LogFollowing implements AutoCloseable {
    // A lock with a condition: a virtual thread that waits on it occupies no carrier.
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean signalled;
    private boolean finished;
    private boolean closed;

    /** Nothing more will be written, since the container has ended: the reader delivers the rest and returns. */
    public void finish() {
        set(() -> finished = true);
    }

    /** Nobody wants more, since the client has gone: the reader returns as soon as it can. */
    @Override
    public void close() {
        set(() -> closed = true);
    }

    /** There may be something new. */
    void signal() {
        set(() -> {});
    }

    private void set(Runnable change) {
        lock.lock();
        try {
            change.run();
            signalled = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean finished() {
        lock.lock();
        try {
            return finished;
        } finally {
            lock.unlock();
        }
    }

    boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until something may have changed since the last call.
     *
     * @return false when the time has passed or the thread was interrupted
     */
    boolean await(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (!signalled) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            signalled = false;
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    static long forever() {
        return TimeUnit.DAYS.toNanos(10_000);
    }
}
