package dev.gantry.engine.dockerapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanDurationTest {
    @ParameterizedTest
    @CsvSource({
        "PT-5S, Less than a second",
        "PT0.9S, Less than a second",
        "PT1S, 1 second",
        "PT59S, 59 seconds",
        "PT1M, About a minute",
        "PT45M, 45 minutes",
        "PT60M, About an hour",
        "PT90M, 2 hours",
        "PT47H, 47 hours",
        "PT48H, 2 days",
        "P15D, 2 weeks",
        "P90D, 3 months",
        "P800D, 2 years"
    })
    void saysItAsDockerDoes(Duration duration, String text) {
        assertEquals(text, HumanDuration.of(duration));
    }
}
