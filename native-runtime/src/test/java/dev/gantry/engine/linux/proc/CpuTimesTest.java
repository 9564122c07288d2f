package dev.gantry.engine.linux.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CpuTimesTest {
    @Test
    void addsWhatDockerCountsAndLeavesTheRest() {
        CpuTimes times = CpuTimes.parse("""
                cpu  10132153 290696 3084719 46828483 16683 0 25195 5 175628 0
                cpu0 1393280 32966 572056 13343292 6130 0 17875 3 23933 0
                cpu1 1335498 28612 481110 13345298 4320 0 4811 2 25004 0
                intr 199292
                """);
        assertEquals((10132153L + 290696 + 3084719 + 46828483 + 16683 + 25195) * 10_000_000, times.totalNanos());
        assertEquals(2, times.cpus());
    }

    @Test
    void readsThisMachine() {
        assertTrue(CpuTimes.ofHost().totalNanos() > 0);
        assertTrue(CpuTimes.ofHost().cpus() > 0);
    }
}
