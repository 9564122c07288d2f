package dev.gantry.session;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gantry.platform.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final InstantSource source = () -> now;
    private final Throttle throttle = new Throttle(source.withZone(ZoneOffset.UTC));

    @Test
    void fourMistakesAreFree() {
        for (int i = 0; i < 4; i++) {
            throttle.failed("admin");
        }
        assertDoesNotThrow(() -> throttle.check("admin"));
    }

    @Test
    void everyFurtherOneDoublesTheWait() {
        fail(5);
        now = now.plus(Duration.ofSeconds(1));
        assertEquals(
                429, assertThrows(Problem.class, () -> throttle.check("admin")).status());
        now = now.plus(Duration.ofSeconds(1));
        assertDoesNotThrow(() -> throttle.check("admin"));
        fail(1);
        now = now.plus(Duration.ofSeconds(3));
        assertThrows(Problem.class, () -> throttle.check("admin"));
    }

    @Test
    void nobodyWaitsMoreThanAQuarterOfAnHour() {
        fail(60);
        now = now.plus(Duration.ofMinutes(15));
        assertDoesNotThrow(() -> throttle.check("admin"));
    }

    @Test
    void oneNamesMistakesAreNotAnothers() {
        fail(10);
        assertDoesNotThrow(() -> throttle.check("somebody else"));
        assertThrows(Problem.class, () -> throttle.check("somebody else", "admin"));
    }

    @Test
    void successClearsTheCount() {
        fail(4);
        throttle.succeeded("admin");
        fail(4);
        assertDoesNotThrow(() -> throttle.check("admin"));
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed("admin");
        }
    }
}
