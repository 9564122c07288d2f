package dev.gantry.engine.dockerapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.engine.error.EngineException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeParameterTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00Z",
        "1700000000.000000001, 2023-11-14T22:13:20.000000001Z",
        "1700000000.5, 2023-11-14T22:13:20.500Z",
        "-1.5, 1969-12-31T23:59:58.500Z",
        "2023-11-14T22:13:20Z, 2023-11-14T22:13:20Z",
        "2023-11-14T22:13:20.25+02:00, 2023-11-14T20:13:20.250Z",
        "2023-11-14T22:13:20, 2023-11-14T22:13:20Z",
        "2023-11-14, 2023-11-14T00:00:00Z",
    })
    void readsEveryFormClientsSend(String text, Instant expected) {
        assertEquals(expected, TimeParameter.parse("since", text));
    }

    @Test
    void takesADurationAsThatLongAgo() {
        Instant hourAgo = Instant.now().minus(Duration.ofHours(1));
        Duration difference =
                Duration.between(TimeParameter.parse("until", "1h"), hourAgo).abs();
        assertTrue(difference.compareTo(Duration.ofMinutes(1)) < 0, difference.toString());
    }

    @Test
    void keepsWhatNanosecondsCannotHoldAtTheEndOfTheirRange() {
        assertEquals(Long.MAX_VALUE, TimeParameter.parseNanos("until", "999999999999"));
        assertEquals(Long.MIN_VALUE, TimeParameter.parseNanos("since", "-999999999999"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "1e9", "12345678901234", "2023-13-01", "1.2.3", "--1", "0x10"})
    void refusesWhatIsNoTime(String text) {
        EngineException e = assertThrows(EngineException.class, () -> TimeParameter.parse("since", text));
        assertEquals(400, e.category().status());
    }
}
