package dev.gantry.engine.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EventBusTest {
    private final AtomicLong clock = new AtomicLong(100);
    private final EventBus bus = new EventBus(clock::get);

    private Event publish(String action) {
        return bus.publish("container", action, "id", Map.of());
    }

    private static List<String> drain(EventSubscription subscription, int count) {
        List<String> actions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            actions.add(subscription.next().action());
        }
        return actions;
    }

    @Test
    void eventsArriveInOrderAndOnlyThoseAfterSubscribing() {
        publish("create");
        try (EventSubscription subscription = bus.subscribe(null, null, e -> true)) {
            publish("start");
            publish("die");
            assertEquals(List.of("start", "die"), drain(subscription, 2));
        }
    }

    @Test
    void timesIncreaseStrictlyThoughTheClockStandsOrGoesBack() {
        long first = publish("a").timeNanos();
        clock.set(50);
        assertEquals(first + 1, publish("b").timeNanos());
    }

    @Test
    void thePastIsDeliveredFromTheTimeAskedFor() {
        publish("a");
        clock.set(200);
        publish("b");
        clock.set(300);
        publish("c");
        try (EventSubscription subscription = bus.subscribe(200L, null, e -> true)) {
            assertEquals(List.of("b", "c"), drain(subscription, 2));
        }
    }

    @Test
    void anEndInThePastEndsAfterTheHistory() {
        publish("a");
        clock.set(200);
        publish("b");
        try (EventSubscription subscription = bus.subscribe(0L, 150L, e -> true)) {
            assertEquals("a", subscription.next().action());
            assertFalse(subscription.hasNext());
            assertThrows(NoSuchElementException.class, subscription::next);
        }
    }

    @Test
    void theFilterDecides() {
        try (EventSubscription subscription =
                bus.subscribe(null, null, e -> e.action().equals("die"))) {
            publish("start");
            publish("die");
            assertEquals("die", subscription.next().action());
        }
    }

    @Test
    void theOldestAreForgotten() {
        for (int i = 0; i < EventBus.HISTORY + 5; i++) {
            publish("e" + i);
        }
        try (EventSubscription subscription = bus.subscribe(0L, null, e -> true)) {
            assertEquals("e5", subscription.next().action());
        }
    }

    @Test
    void aListenerThatDoesNotReadIsCutOffAndDelaysNobody() {
        EventSubscription slow = bus.subscribe(null, null, e -> true);
        for (int i = 0; i <= EventBus.QUEUE; i++) {
            publish("e" + i);
        }
        assertTrue(slow.overflowed());
        assertEquals(0, bus.listeners());
        assertEquals(EventBus.QUEUE, drain(slow, EventBus.QUEUE).size());
        assertFalse(slow.hasNext());
    }

    @Test
    void closingWakesTheReader() throws Exception {
        EventSubscription subscription = bus.subscribe(null, null, e -> true);
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> result.complete(subscription.hasNext()));
        subscription.close();
        assertFalse(result.get(30, TimeUnit.SECONDS));
        assertEquals(0, bus.listeners());
    }

    @Test
    void aWaitingReaderGetsWhatIsPublished() throws Exception {
        try (EventSubscription subscription = bus.subscribe(null, null, e -> true)) {
            CompletableFuture<String> result = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> result.complete(subscription.next().action()));
            publish("start");
            assertEquals("start", result.get(30, TimeUnit.SECONDS));
        }
    }
}
