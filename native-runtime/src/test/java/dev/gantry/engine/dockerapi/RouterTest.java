package dev.gantry.engine.dockerapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.engine.http.HttpException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
    private static final ApiHandler NOTHING = request -> {};

    private final Router router = new Router();

    RouterTest() {
        router.get("/containers/{id}/json", NOTHING);
        router.get("/containers/json", NOTHING);
        router.get("/images/{name*}/json", NOTHING);
        router.delete("/images/{name*}", NOTHING);
    }

    private Map<String, String> variables(String method, String... path) {
        return router.find(method, List.of(path)).orElseThrow().variables();
    }

    @Test
    void patternsWithoutVariablesComeFirst() {
        assertEquals(Map.of(), variables("GET", "containers", "json"));
        assertEquals(Map.of("id", "json"), variables("GET", "containers", "json", "json"));
    }

    @Test
    void namesOfImagesMayHaveSlashes() {
        assertEquals(Map.of("name", "a/b/c:1"), variables("GET", "images", "a", "b", "c:1", "json"));
        assertEquals(Map.of("name", "a/json"), variables("DELETE", "images", "a", "json"));
    }

    @Test
    void otherMethodsAndPathsLeadNowhere() {
        assertTrue(router.find("POST", List.of("containers", "json")).isEmpty());
        assertTrue(router.find("GET", List.of("containers", "a", "b", "json")).isEmpty());
        assertTrue(router.find("GET", List.of("images", "json")).isEmpty());
        assertTrue(router.find("GET", List.of("")).isEmpty());
    }

    @Test
    void segmentsAreDecodedOnce() throws HttpException {
        assertEquals(List.of("images", "a/b", "%2e"), RequestPath.segments("/images/a%2Fb/%252e"));
        assertEquals(List.of("containers", "/web", "json"), RequestPath.segments("/containers/%2Fweb/json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a/../b",
                "/a/%2e%2E/b",
                "/a/./b",
                "/a//b",
                "/a/",
                "/a/b%2F..%2Fc",
                "/a%00",
                "/a%0Ab",
                "/a%",
                "/%ff",
                "/x%2F"
            })
    void pathsInAnotherThanTheCanonicalFormAreRefused(String path) {
        HttpException e = assertThrows(HttpException.class, () -> RequestPath.segments(path));
        assertEquals(400, e.status());
    }
}
