package dev.gantry.engine.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.engine.error.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalTest {
    @ParameterizedTest
    @CsvSource({
        "KILL, 9",
        "SIGKILL, 9",
        "sigkill, 9",
        "kill, 9",
        "9, 9",
        "15, 15",
        "HUP, 1",
        "SYS, 31",
        "WINCH, 28",
        "IOT, 6",
        "CLD, 17",
        "POLL, 29",
        "RTMIN, 34",
        "SIGRTMIN+3, 37",
        "rtmin+15, 49",
        "RTMAX-14, 50",
        "RTMAX, 64",
        "64, 64"
    })
    void namesAndNumbersAreReadAsDockerDoes(String text, int number) {
        assertEquals(number, Signal.parse(text).number());
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "", "0", "SIG", "SIGSIGKILL", "RTMIN+16", "RTMAX-15", "RTMIN+", " KILL", "9 "})
    void whatDockerDoesNotKnowIsRefusedInItsWords(String text) {
        EngineException e = assertThrows(EngineException.class, () -> Signal.parse(text));
        assertEquals("invalid signal: " + text, e.getMessage());
        assertEquals(400, e.category().status());
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 33, 65, 999_999_999, -9})
    void aNumberThatIsNoSignalIsRefused(int number) {
        EngineException e = assertThrows(EngineException.class, () -> Signal.parse(Integer.toString(number)));
        assertEquals("the linux daemon does not support signal " + number, e.getMessage());
    }

    @Test
    void aSignalReachesAProcessAndTellsWhenThereIsNone() throws Exception {
        Process process = new ProcessBuilder("sleep", "1000").start();
        int pid = (int) process.pid();
        assertTrue(Signal.KILL.send(pid));
        assertEquals(128 + 9, process.waitFor());
        assertFalse(Signal.KILL.send(pid));
    }

    @Test
    void groupsOfProcessesAreNeverAddressed() {
        assertThrows(IllegalArgumentException.class, () -> Signal.TERM.send(0));
        assertThrows(IllegalArgumentException.class, () -> Signal.TERM.send(-1));
    }
}
