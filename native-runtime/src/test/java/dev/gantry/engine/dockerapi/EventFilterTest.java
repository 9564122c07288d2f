package dev.gantry.engine.dockerapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.event.Event;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFilterTest {
    private static final Event EXEC = new Event(
            "container",
            "exec_create: sh -c true",
            "abcdef",
            Map.of("image", "localhost:5000/web:1", "name", "web", "tier", "front"),
            1,
            "local");
    private static final Event TAG = new Event("image", "tag", "sha256:1234", Map.of("name", "web:1"), 2, "local");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | true | true",
                "{\"type\":[\"image\"]} | false | true",
                "{\"type\":[\"image\",\"container\"]} | true | true",
                "{\"event\":[\"exec_create\"]} | true | false",
                "{\"event\":[\"exec\"]} | false | false",
                "{\"container\":[\"web\"]} | true | false",
                "{\"container\":[\"abc\"]} | true | false",
                "{\"container\":[\"\"]} | false | false",
                "{\"image\":[\"localhost:5000/web\"]} | true | false",
                "{\"image\":[\"localhost\"]} | false | false",
                "{\"image\":[\"web\"]} | false | true",
                "{\"image\":[\"sha256:1234\"]} | false | true",
                "{\"label\":[\"tier=front\"]} | true | false",
                "{\"label\":[\"tier=front\",\"tier=back\"]} | false | false",
                "{\"scope\":[\"swarm\"]} | false | false",
            })
    void choosesAsDockerDoes(String filters, boolean exec, boolean tag) {
        EventFilter filter = new EventFilter(Filters.parse(filters));
        assertEquals(exec, filter.test(EXEC));
        assertEquals(tag, filter.test(TAG));
    }

    @Test
    void refusesAKeyThatDoesNotExist() {
        assertThrows(EngineException.class, () -> new EventFilter(Filters.parse("{\"colour\":[\"red\"]}")));
    }
}
