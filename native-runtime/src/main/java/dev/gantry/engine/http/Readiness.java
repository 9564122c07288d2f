package dev.gantry.engine.http;

import java.io.InterruptedIOException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A flag that one thread waits for and another sets. Cleared before an attempt, so that no change is missed. */
final class Readiness {
    private volatile boolean ready;
    private volatile @Nullable Thread waiter;

    void clear() {
        ready = false;
    }

    void set() {
        ready = true;
        LockSupport.unpark(waiter);
    }

    void await() throws InterruptedIOException {
        await(Long.MAX_VALUE);
    }

    /** @return false if it was not set in time */
    boolean await(long nanos) throws InterruptedIOException {
        long start = System.nanoTime();
        waiter = Thread.currentThread();
        try {
            while (!ready) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted while waiting for a client");
                }
                long left = nanos - (System.nanoTime() - start);
                if (left <= 0) {
                    return false;
                }
                LockSupport.parkNanos(this, left);
            }
            return true;
        } finally {
            waiter = null;
        }
    }
}
