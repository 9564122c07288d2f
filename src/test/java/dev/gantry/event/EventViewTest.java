package dev.gantry.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.docker.DockerEvent;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventViewTest {
    @Test
    void aFailureIsToldWithItsCode() {
        EventView view = EventView.of(event("container", "die", Map.of("name", "web", "exitCode", "3")))
                .orElseThrow();
        assertEquals("web ended with exit code 3", view.name() + " " + view.what());
        assertEquals("problem", view.css());
        assertEquals(Instant.parse("2026-01-01T00:00:00.000000005Z"), view.time());
    }

    @Test
    void whatIsGoneIsNoLink() {
        assertEquals(
                "",
                EventView.of(event("container", "destroy", Map.of("name", "web")))
                        .orElseThrow()
                        .href());
    }

    @Test
    void execsAndAttachesAreNotWorthTelling() {
        assertTrue(EventView.of(event("container", "exec_create: /bin/sh", Map.of()))
                .isEmpty());
        assertTrue(EventView.of(event("network", "connect", Map.of())).isEmpty());
    }

    private static DockerEvent event(String type, String action, Map<String, String> attributes) {
        long seconds = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
        return new DockerEvent(
                type,
                action,
                new DockerEvent.Actor("0123456789abcdef", attributes),
                seconds,
                seconds * 1_000_000_000 + 5);
    }
}
