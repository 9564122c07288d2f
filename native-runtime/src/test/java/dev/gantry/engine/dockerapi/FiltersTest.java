package dev.gantry.engine.dockerapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.engine.error.EngineException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FiltersTest {
    @Test
    void namesMayBeRegularExpressions() {
        Filters filters = Filters.parse("{\"name\":[\"^web-[0-9]+$\"]}");
        assertTrue(filters.matches("name", "web-12"));
        assertFalse(filters.matches("name", "web-x"));
        assertTrue(Filters.parse("{\"name\":[\"we[\"]}").matches("name", "we["), "itself, though no expression");
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void anExpressionMadeToTakeForeverIsRefused() {
        Filters filters = Filters.parse("{\"name\":[\"^a*a*a*a*a*a*b$\"]}");
        EngineException e = assertThrows(EngineException.class, () -> filters.matches("name", "a".repeat(60)));
        assertEquals(400, e.category().status());
    }
}
