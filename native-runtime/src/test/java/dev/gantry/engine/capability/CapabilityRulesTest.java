package dev.gantry.engine.capability;

import static dev.gantry.engine.capability.Capability.AUDIT_WRITE;
import static dev.gantry.engine.capability.Capability.CHOWN;
import static dev.gantry.engine.capability.Capability.NET_ADMIN;
import static dev.gantry.engine.capability.Capability.SYS_ADMIN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.engine.error.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapabilityRulesTest {
    /** Linux 5.7, before PERFMON. */
    private static final CapabilityRules OLD_KERNEL = new CapabilityRules(Capability.ofMask((1L << 38) - 1));

    private final CapabilityRules rules = new CapabilityRules(EnumSet.allOf(Capability.class));

    private Set<Capability> resolve(List<String> add, List<String> drop) {
        return rules.resolve(add, drop, false);
    }

    @Test
    void theNumbersAreTheKernels() {
        assertEquals(0, CHOWN.number());
        assertEquals(12, NET_ADMIN.number());
        assertEquals(21, SYS_ADMIN.number());
        assertEquals(29, AUDIT_WRITE.number());
        assertEquals(40, Capability.CHECKPOINT_RESTORE.number());
        // What a container of dockerd shows as CapBnd.
        assertEquals(0xa80425fbL, Capability.mask(Capability.dockerDefaults()));
        assertEquals(Capability.dockerDefaults(), Capability.ofMask(0xa80425fbL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NET_ADMIN", "net_admin", "CAP_NET_ADMIN", "cap_Net_Admin"})
    void namesAreFoundWithAndWithoutPrefixInAnyCase(String name) {
        assertTrue(resolve(List.of(name), List.of()).contains(NET_ADMIN));
    }

    @Test
    void withoutAskingThereAreTheDefaults() {
        assertEquals(Capability.dockerDefaults(), resolve(List.of(), List.of()));
    }

    @Test
    void droppedOnesAreMissingAndAddedOnesWin() {
        assertFalse(resolve(List.of(), List.of("CHOWN")).contains(CHOWN));
        assertTrue(resolve(List.of("CHOWN"), List.of("CHOWN")).contains(CHOWN));
    }

    @Test
    void allAddedMeansAllButTheDropped() {
        Set<Capability> expected = EnumSet.allOf(Capability.class);
        expected.remove(SYS_ADMIN);
        assertEquals(expected, resolve(List.of("all"), List.of("SYS_ADMIN")));
    }

    @Test
    void allDroppedMeansOnlyTheAdded() {
        assertEquals(EnumSet.of(NET_ADMIN), resolve(List.of("NET_ADMIN"), List.of("ALL")));
        assertEquals(EnumSet.noneOf(Capability.class), resolve(List.of(), List.of("ALL")));
    }

    @Test
    void privilegedMeansAllThatTheKernelHas() {
        assertEquals(38, OLD_KERNEL.resolve(List.of(), List.of("CHOWN"), true).size());
    }

    @Test
    void unknownNamesAreRefusedInDockersWords() {
        EngineException add = assertThrows(EngineException.class, () -> resolve(List.of("foo"), List.of()));
        assertEquals("invalid CapAdd: unknown capability: \"CAP_FOO\"", add.getMessage());
        EngineException drop = assertThrows(EngineException.class, () -> resolve(List.of(), List.of("CAP_")));
        assertEquals("invalid CapDrop: unknown capability: \"CAP_\"", drop.getMessage());
        assertEquals(400, drop.category().status());
    }

    @Test
    void oneTheKernelLacksIsRefused() {
        EngineException e =
                assertThrows(EngineException.class, () -> OLD_KERNEL.resolve(List.of("BPF"), List.of(), false));
        assertEquals("invalid CapAdd: capability not supported by your kernel: \"CAP_BPF\"", e.getMessage());
    }

    @Test
    void whatThisMachineCanGiveIsItsBoundingSet() throws Exception {
        String status = Files.readString(Path.of("/proc/self/status"));
        String mask =
                status.lines().filter(l -> l.startsWith("CapBnd:")).findFirst().orElseThrow();
        assertEquals(
                Long.parseLong(mask.substring(8), 16),
                Capability.mask(CapabilityRules.ofRunningKernel().all()));
    }
}
