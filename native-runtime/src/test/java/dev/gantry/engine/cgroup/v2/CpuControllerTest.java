package dev.gantry.engine.cgroup.v2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuControllerTest {
    @ParameterizedTest
    @CsvSource({"2, 1", "1024, 100", "262144, 10000", "512, 59", "1, 1", "300000, 10000"})
    void sharesBecomeWeightsWithTheUsualMappedToTheUsual(long shares, long weight) {
        assertEquals(weight, CpuController.weight(shares));
    }
}
