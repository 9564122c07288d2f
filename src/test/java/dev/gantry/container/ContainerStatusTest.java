package dev.gantry.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gantry.ui.Condition;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ContainerStatusTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void aRunningContainerIsAsHealthyAsItsCheckSays() {
        assertEquals(Condition.RUNNING, parse("running", "Up 3 minutes").condition());
        assertEquals(
                Condition.RUNNING, parse("running", "Up 3 minutes (healthy)").condition());
        assertEquals("Unhealthy", parse("running", "Up 3 minutes (unhealthy)").word());
        assertEquals(
                Condition.WORKING,
                parse("running", "Up 2 seconds (health: starting)").condition());
    }

    @Test
    void itTellsAboutWhenItStarted() {
        assertEquals(
                NOW.minus(Duration.ofMinutes(3)),
                parse("running", "Up 3 minutes").since());
        assertEquals(
                NOW.minus(Duration.ofHours(1)),
                parse("running", "Up About an hour").since());
        assertEquals(NOW, parse("running", "Up Less than a second").since());
        assertEquals(
                NOW.minus(Duration.ofDays(14)),
                parse("paused", "Up 2 weeks (Paused)").since());
    }

    @Test
    void endingWellOrAsAskedIsNoProblem() {
        for (int code : new int[] {0, 130, 143}) {
            assertEquals(
                    Condition.STOPPED,
                    parse("exited", "Exited (" + code + ") 2 hours ago").condition());
        }
    }

    @Test
    void anyOtherEndIsOneAndTellsItsCode() {
        ContainerStatus status = parse("exited", "Exited (137) 2 hours ago");
        assertEquals(Condition.PROBLEM, status.condition());
        assertEquals("Exited 137", status.word());
        assertEquals("2 hours ago", status.note());
    }

    @Test
    void aStatusInOtherWordsIsShownAsItIs() {
        assertEquals("gone fishing", parse("exited", "gone fishing").note());
        assertEquals(null, parse("running", "gone fishing").since());
    }

    private static ContainerStatus parse(String state, String status) {
        return ContainerStatus.parse(state, status, NOW);
    }
}
