package dev.gantry.engine.dockerapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gantry.engine.error.EngineException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobPatternTest {
    @ParameterizedTest
    @CsvSource({
        "nginx, nginx, true",
        "nginx, nginx:1, false",
        "nginx*, nginx:1.27, true",
        "*, nginx, true",
        "*, my/nginx, false",
        "*/*, my/nginx, true",
        "my/*:1*, my/nginx:1.27, true",
        "*ing*, nginx, false",
        "*gin*, nginx, true",
        "ngin?, nginx, true",
        "my?nginx, my/nginx, false",
        "[m-o]ginx, nginx, true",
        "[^m-o]ginx, nginx, false",
        "[]n]ginx, nginx, true",
        "a\\*b, a*b, true",
        "a\\*b, axb, false",
        "'', nginx, false",
    })
    void matchesAsGosPathMatchDoes(String pattern, String text, boolean expected) {
        assertEquals(expected, GlobPattern.of(pattern).matches(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a[", "[", "[^", "[]", "a\\", "[a\\"})
    void refusesWhatIsNotFinished(String pattern) {
        assertThrows(EngineException.class, () -> GlobPattern.of(pattern));
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.SECONDS)
    void takesNoLongerForAPatternMadeToTakeLong() {
        assertFalse(GlobPattern.of("*a".repeat(2000) + "b").matches("a".repeat(4000)));
    }
}
