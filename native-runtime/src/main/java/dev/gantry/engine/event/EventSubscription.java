package dev.gantry.engine.event;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The events of one listener, in order. {@link #hasNext()} waits for the next one and is false once the subscription is
 * closed, its end time has passed, or the listener was cut off for not reading ({@link #overflowed()}). For one reading
 * thread, which may be virtual; closing is allowed from any thread and wakes the reader.
 */
public final class EventSubscription implements Iterator<Event>, AutoCloseable {
    private final EventBus bus;
    private final @Nullable Long until;
    private final Predicate<Event> filter;
    private final LongSupplier clock;
    private final Deque<Event> queue = new ArrayDeque<>();
    // A lock with a condition, since a wait on it lets a virtual thread's carrier go and can have a deadline.
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean closed;
    private boolean overflowed;

    EventSubscription(EventBus bus, @Nullable Long until, Predicate<Event> filter, LongSupplier clock) {
        this.bus = bus;
        this.until = until;
        this.filter = filter;
        this.clock = clock;
    }

    /** @return whether this listener wants further events */
    boolean offer(Event event) {
        if (until != null && event.timeNanos() > until) {
            return true;
        }
        if (!filter.test(event)) {
            return true;
        }
        lock.lock();
        try {
            if (closed || overflowed) {
                return false;
            }
            if (queue.size() == EventBus.QUEUE) {
                overflowed = true;
            } else {
                queue.addLast(event);
            }
            changed.signalAll();
            return !overflowed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean hasNext() {
        lock.lock();
        try {
            while (queue.isEmpty()) {
                if (closed || overflowed || !await()) {
                    return false;
                }
            }
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** @return false when the end time has passed */
    private boolean await() throws InterruptedException {
        if (until == null) {
            changed.await();
            return true;
        }
        long left = until - clock.getAsLong();
        if (left < 0) {
            return false;
        }
        changed.await(left + 1, TimeUnit.NANOSECONDS);
        return true;
    }

    @Override
    public Event next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the subscription has ended");
        }
        lock.lock();
        try {
            return queue.removeFirst();
        } finally {
            lock.unlock();
        }
    }

    /** Whether events were lost because the listener did not read them in time. */
    public boolean overflowed() {
        lock.lock();
        try {
            return overflowed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            queue.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        bus.remove(this);
    }
}
