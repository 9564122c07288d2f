package dev.gantry.engine.event;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes events from whoever causes them and hands them to whoever listens. Publishing never waits for a listener: one
 * that has {@value #QUEUE} events unread is cut off.
 */
public final class EventBus {
    /** Events kept for a listener that asks for the past; Docker keeps 256. */
    static final int HISTORY = 1024;

    static final int QUEUE = 4096;

    private final LongSupplier clock;
    private final Deque<Event> history = new ArrayDeque<>(HISTORY);
    private final List<EventSubscription> subscriptions = new ArrayList<>();
    private long lastTime;

    public EventBus() {
        this(EventBus::now);
    }

    /** @param clock nanoseconds since 1970 */
    EventBus(LongSupplier clock) {
        this.clock = clock;
    }

    static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /** Publishes an event of scope {@code local} that happens now. */
    public Event publish(String type, String action, String actorId, Map<String, String> attributes) {
        Map<String, String> copy = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        synchronized (this) {
            // Strictly increasing, so that a client that resumes with since=last+1 neither misses nor repeats one.
            lastTime = Math.max(clock.getAsLong(), lastTime + 1);
            Event event = new Event(type, action, actorId, copy, lastTime, "local");
            if (history.size() == HISTORY) {
                history.removeFirst();
            }
            history.addLast(event);
            subscriptions.removeIf(s -> !s.offer(event));
            return event;
        }
    }

    /**
     * Listens.
     *
     * @param since also deliver what is remembered from this time on (nanoseconds since 1970); null for new events only
     * @param until end after this time; null to go on until closed
     * @param filter what to deliver; called by publishers, so it must be quick and must not throw
     */
    public synchronized EventSubscription subscribe(
            @Nullable Long since, @Nullable Long until, Predicate<Event> filter) {
        EventSubscription subscription = new EventSubscription(this, until, filter, clock);
        if (since != null) {
            for (Event event : history) {
                if (event.timeNanos() >= since) {
                    subscription.offer(event);
                }
            }
        }
        subscriptions.add(subscription);
        return subscription;
    }

    synchronized void remove(EventSubscription subscription) {
        subscriptions.remove(subscription);
    }

    /** How many listeners are connected now. */
    public synchronized int listeners() {
        return subscriptions.size();
    }
}
