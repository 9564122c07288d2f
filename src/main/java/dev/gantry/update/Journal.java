package dev.gantry.update;

import dev.gantry.docker.ContainerStats;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The latest changes, numbered. Streams read on from the number they have seen, so that nothing is queued for each of them;
 * one that falls behind further than is remembered learns that it did. Of samples only each container's latest is kept.
 */
@ApplicationScoped
public class Journal {
    static final int REMEMBERED = 2048;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private final Map<String, Entry> samples = new HashMap<>();
    private long last;

    /** The number of the newest entry that is no longer remembered, samples aside. */
    private long forgotten;

    /** A change and its number. */
    record Entry(long number, Change change) {}

    /** What happened after some number, in order; {@code complete} is false when some of it is no longer known. */
    record Page(List<Entry> entries, boolean complete, long last) {}

    void add(Change change) {
        lock.lock();
        try {
            entries.add(new Entry(++last, change));
            if (entries.size() > REMEMBERED) {
                forgotten = entries.remove().number;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void addSample(String id, ContainerStats stats) {
        lock.lock();
        try {
            samples.put(id, new Entry(++last, new Change.Sampled(id, stats)));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void forgetSamples(String id) {
        lock.lock();
        try {
            samples.remove(id);
        } finally {
            lock.unlock();
        }
    }

    /** Makes every stream start anew: what happened in between is not known. */
    void breakOff() {
        lock.lock();
        try {
            forgotten = ++last;
            entries.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The number of the newest entry. */
    long last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** What happened after {@code number}; waits until there is something, or for so long. */
    Page after(long number, long millis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
            while (last <= number && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            List<Entry> newer = new ArrayList<>();
            entries.stream().filter(entry -> entry.number > number).forEach(newer::add);
            samples.values().stream().filter(entry -> entry.number > number).forEach(newer::add);
            newer.sort(Comparator.comparingLong(Entry::number));
            return new Page(newer, number >= forgotten && number <= last, last);
        } finally {
            lock.unlock();
        }
    }
}
