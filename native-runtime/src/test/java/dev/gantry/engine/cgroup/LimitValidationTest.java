package dev.gantry.engine.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gantry.engine.error.EngineException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitValidationTest {
    private static final long MIB = 1 << 20;
    private static final CgroupSupport ALL =
            new CgroupSupport(true, true, true, true, true, true, true, true, true, true, 2, "0-1", "0");
    private static final CgroupSupport NOTHING =
            new CgroupSupport(false, false, false, false, false, false, false, false, false, false, 2, "", "");

    private static ResourceLimits limits(UnaryOperator<ResourceLimits.Builder> set) {
        return set.apply(ResourceLimits.builder()).build();
    }

    private static String refusal(UnaryOperator<ResourceLimits.Builder> set) {
        EngineException e =
                assertThrows(EngineException.class, () -> limits(set).validate(ALL));
        assertEquals(400, e.category().status());
        return e.getMessage();
    }

    private static ResourceLimits valid(UnaryOperator<ResourceLimits.Builder> set) {
        ValidatedLimits result = limits(set).validate(ALL);
        assertEquals(List.of(), result.warnings());
        return result.limits();
    }

    private static List<String> warnings(UnaryOperator<ResourceLimits.Builder> set) {
        return limits(set).validate(NOTHING).warnings();
    }

    @Test
    void nothingSetStaysNothing() {
        assertEquals(ResourceLimits.NONE, valid(b -> b));
        assertEquals(ResourceLimits.NONE, ResourceLimits.NONE.validate(NOTHING).limits());
    }

    @Test
    void memoryAndSwapAreTwiceTheMemoryUnlessGiven() {
        assertEquals(128 * MIB, valid(b -> b.memory(64 * MIB)).memorySwap());
        assertEquals(-1, valid(b -> b.memory(64 * MIB).memorySwap(-1)).memorySwap());
        assertEquals(
                64 * MIB, valid(b -> b.memory(64 * MIB).memorySwap(64 * MIB)).memorySwap());
        assertEquals(-1, valid(b -> b.memory(Long.MAX_VALUE)).memorySwap());
    }

    @Test
    void memoryRules() {
        assertEquals("Minimum memory limit allowed is 6MB", refusal(b -> b.memory(6 * MIB - 1)));
        assertEquals("Minimum memory limit allowed is 6MB", refusal(b -> b.memory(-1)));
        assertEquals(
                "Minimum memoryswap limit should be larger than memory limit, see usage",
                refusal(b -> b.memory(64 * MIB).memorySwap(63 * MIB)));
        assertEquals(
                "You should always set the Memory limit when using Memoryswap limit, see usage",
                refusal(b -> b.memorySwap(64 * MIB)));
        assertEquals(
                "Minimum memory limit can not be less than memory reservation limit, see usage",
                refusal(b -> b.memory(64 * MIB).memoryReservation(65 * MIB)));
        assertEquals("Minimum memory reservation allowed is 6MB", refusal(b -> b.memoryReservation(1)));
        assertEquals(
                "Invalid value: 101, valid memory swappiness range is 0-100", refusal(b -> b.memorySwappiness(101)));
    }

    @Test
    void cpuRules() {
        String range = "range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available";
        assertEquals(range, refusal(b -> b.nanoCpus(2_000_000_001)));
        assertEquals(range, refusal(b -> b.nanoCpus(-1)));
        assertEquals(range, refusal(b -> b.nanoCpus(9_999_999)));
        assertEquals(
                "Conflicting options: Nano CPUs and CPU Period cannot both be set",
                refusal(b -> b.nanoCpus(1_000_000_000).cpuPeriod(100_000)));
        assertEquals(
                "Conflicting options: Nano CPUs and CPU Quota cannot both be set",
                refusal(b -> b.nanoCpus(1_000_000_000).cpuQuota(100_000)));
        assertEquals(
                "CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)",
                refusal(b -> b.cpuPeriod(999)));
        assertEquals("CPU cfs quota can not be less than 1ms (i.e. 1000)", refusal(b -> b.cpuQuota(999)));
        assertEquals(2, valid(b -> b.cpuShares(1)).cpuShares());
        assertEquals(262_144, valid(b -> b.cpuShares(1 << 30)).cpuShares());
    }

    @Test
    void aShareOfCpusBecomesAQuotaOfTheUsualPeriod() {
        ResourceLimits limits = valid(b -> b.nanoCpus(1_500_000_000));
        assertEquals(150_000, limits.effectiveCpuQuota());
        assertEquals(100_000, limits.effectiveCpuPeriod());
    }

    @Test
    void cpusetRules() {
        assertEquals("0-1", valid(b -> b.cpusetCpus("0-1")).cpusetCpus());
        assertEquals(
                "Requested CPUs are not available - requested 0-2, available: 0-1", refusal(b -> b.cpusetCpus("0-2")));
        assertEquals(
                "Requested memory nodes are not available - requested 1, available: 0",
                refusal(b -> b.cpusetMems("1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "1-", "-1", "1,,2", ",", "2-1", "0-999999999", "99999999999", "0 1", "0\n"})
    void aMalformedListOfCpusIsRefused(String list) {
        String message = refusal(b -> b.cpusetCpus(list));
        assertEquals("Invalid value " + list + " for cpuset cpus: ", message.substring(0, 32 + list.length()));
    }

    @Test
    void blkioAndPidsRules() {
        assertEquals("Range of blkio weight is from 10 to 1000", refusal(b -> b.blkioWeight(9)));
        assertEquals("Range of blkio weight is from 10 to 1000", refusal(b -> b.blkioWeight(1001)));
        assertEquals(-1, valid(b -> b.pidsLimit(-1)).pidsLimit());
    }

    @Test
    void whatTheKernelLacksIsDroppedWithAWarning() {
        ValidatedLimits result = limits(b -> b.memory(64 * MIB)
                        .memoryReservation(32 * MIB)
                        .memorySwappiness(5)
                        .oomKillDisable(true)
                        .cpuShares(5)
                        .cpuQuota(5000)
                        .cpusetCpus("0")
                        .pidsLimit(5)
                        .blkioWeight(50))
                .validate(NOTHING);
        assertEquals(ResourceLimits.builder().memorySwap(-1).build(), result.limits());
        assertEquals(9, result.warnings().size());
    }

    @Test
    void withoutSwapAccountingMemoryIsLimitedAlone() {
        CgroupSupport noSwap =
                new CgroupSupport(true, false, true, true, true, true, true, true, true, true, 2, "0-1", "0");
        ValidatedLimits result = limits(b -> b.memory(64 * MIB)).validate(noSwap);
        assertEquals(-1, result.limits().memorySwap());
        assertEquals(
                List.of("Your kernel does not support swap limit capabilities or the cgroup is not mounted."
                        + " Memory limited without swap."),
                result.warnings());
        assertEquals(List.of(), warnings(b -> b.pidsLimit(-1)));
    }

    @Test
    void anUpdateMayLiftMemoryAndSetSwapAlone() {
        assertEquals(-1, limits(b -> b.memory(-1)).validateUpdate(ALL).limits().memory());
        assertEquals(
                64 * MIB,
                limits(b -> b.memorySwap(64 * MIB)).validateUpdate(ALL).limits().memorySwap());
        assertEquals(
                0, limits(b -> b.memory(64 * MIB)).validateUpdate(ALL).limits().memorySwap());
    }
}
