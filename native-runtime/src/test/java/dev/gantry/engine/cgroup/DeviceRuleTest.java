package dev.gantry.engine.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceRuleTest {
    @Test
    void rulesAreWrittenAsTheKernelReadsThem() {
        assertEquals("c 1:3 rwm", new DeviceRule(DeviceRule.Kind.CHARACTER, 1, 3, "rwm").toString());
        assertEquals("b *:* m", new DeviceRule(DeviceRule.Kind.BLOCK, DeviceRule.ANY, DeviceRule.ANY, "m").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "rr", "mr", "rwm\n"})
    void accessIsAChoiceOfThreeLetters(String access) {
        assertThrows(IllegalArgumentException.class, () -> new DeviceRule(DeviceRule.Kind.BLOCK, 1, 1, access));
    }

    @Test
    void aPolicyWithoutRestrictionNeedsNoFurtherRules() {
        DeviceRule rule = new DeviceRule(DeviceRule.Kind.BLOCK, 1, 1, "r");
        assertEquals(DevicePolicy.allDevices(), DevicePolicy.allDevices().with(rule));
        assertEquals(12, DevicePolicy.dockerDefault().with(rule).allowed().size());
    }
}
