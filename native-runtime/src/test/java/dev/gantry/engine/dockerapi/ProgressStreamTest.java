package dev.gantry.engine.dockerapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ProgressStreamTest {
    @Test
    void drawsHowFarItHasComeAsDockerDoes() {
        assertEquals("[>" + " ".repeat(50) + "]       0B/100B", bar(0, 100));
        assertEquals("[" + "=".repeat(25) + ">" + " ".repeat(25) + "]      50B/100B", bar(50, 100));
        assertEquals("[" + "=".repeat(50) + ">]  1.234MB/1.234MB", bar(1_234_000, 1_234_000));
    }

    @Test
    void saysOnlyHowMuchHasComeWhenNobodyKnowsTheWhole() {
        assertEquals("512kB", bar(512_000, -1));
        assertEquals("2MB", bar(2_000_000, 1_000_000));
    }

    private static String bar(long current, long total) {
        return ProgressStream.bar(current, total);
    }
}
