package dev.gantry.engine.dockerapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.engine.error.EngineException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetachKeysTest {
    private static DetachKeys.Result feed(DetachKeys keys, String input) {
        byte[] bytes = input.getBytes(StandardCharsets.ISO_8859_1);
        return keys.feed(bytes, bytes.length);
    }

    private static String text(DetachKeys.Result result) {
        return new String(result.passed(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void theDefaultSequenceDetachesAndIsNotPassedOn() {
        DetachKeys.Result result = feed(DetachKeys.parse(""), "abc\u0010\u0011dropped");
        assertEquals("abc", text(result));
        assertTrue(result.detached());
    }

    @Test
    void aSequenceMayComeInPieces() {
        DetachKeys keys = DetachKeys.parse(null);
        assertEquals("", text(feed(keys, "\u0010")));
        assertTrue(feed(keys, "\u0011").detached());
    }

    @Test
    void keysThatOnlyBeganTheSequenceArePassedOn() {
        DetachKeys keys = DetachKeys.parse(null);
        assertEquals("", text(feed(keys, "\u0010")));
        DetachKeys.Result result = feed(keys, "x\u0010y");
        assertEquals("\u0010x\u0010y", text(result));
        assertFalse(result.detached());
    }

    @Test
    void theSequenceMayBeginAgainWhereItBroke() {
        DetachKeys.Result result = feed(DetachKeys.parse(null), "\u0010\u0010\u0011");
        assertEquals("\u0010", text(result));
        assertTrue(result.detached());
    }

    @Test
    void sequencesAreNamedAsDockerNamesThem() {
        DetachKeys.Result result = feed(DetachKeys.parse("ctrl-@,a,ctrl-["), "-\0a\u001b");
        assertEquals("-", text(result));
        assertTrue(result.detached());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ctrl-", "ctrl-1", "ab", "ctrl-a,,b", ",", "alt-a", "ü"})
    void otherNamesAreRefused(String keys) {
        EngineException e = assertThrows(EngineException.class, () -> DetachKeys.parse(keys));
        assertEquals("Invalid detach keys (" + keys + ") provided", e.getMessage());
        assertEquals(400, e.category().status());
    }
}
