package dev.gantry.engine.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gantry.engine.error.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every layout of control groups must do; runs on the one this machine has. */
@Tag("root")
class CgroupContractRootTest {
    private final List<Process> processes = new ArrayList<>();
    private final Set<Path> directories = new LinkedHashSet<>();
    private String parent;
    private CgroupManager manager;

    @BeforeEach
    void detect() {
        parent = "gantry-test-" + ProcessHandle.current().pid();
        manager = CgroupManager.detect(parent);
    }

    @AfterEach
    void cleanUp() throws Exception {
        for (String id : manager.ids()) {
            Cgroup cgroup = manager.open(id).orElseThrow();
            cgroup.killAll();
            cgroup.delete();
        }
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        Cgroup last = manager.create("last", ResourceLimits.NONE);
        remember(last);
        last.delete();
        // cpuset is left out of a group without limits, but not out of the parent.
        directories.add(Path.of("/sys/fs/cgroup/cpuset/" + parent));
        for (Path directory : directories) {
            Files.deleteIfExists(directory);
        }
    }

    private void remember(Cgroup cgroup) {
        cgroup.procsFiles().forEach(file -> directories.add(file.getParent().getParent()));
    }

    private Cgroup create(String id, ResourceLimits limits) {
        return manager.create(id, limits);
    }

    /** Starts a shell that joins the group first. */
    private Process start(Cgroup cgroup, String script) throws IOException {
        StringBuilder join = new StringBuilder();
        cgroup.procsFiles()
                .forEach(file -> join.append("echo 0 > ").append(file).append(" && "));
        Process process = new ProcessBuilder("/bin/sh", "-c", join + script)
                .redirectErrorStream(true)
                .start();
        processes.add(process);
        return process;
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "in vain: " + what);
            Thread.sleep(5);
        }
    }

    @Test
    void aDeletedGroupIsGoneAndDeletingItAgainIsHarmless() {
        Cgroup cgroup = create("a", ResourceLimits.NONE);
        assertEquals(List.of("a"), manager.ids());
        assertTrue(manager.open("a").isPresent());
        cgroup.delete();
        cgroup.delete();
        assertEquals(List.of(), manager.ids());
        assertTrue(manager.open("a").isEmpty());
    }

    @Test
    void aNameInUseIsAConflictAndTheGroupOfThatNameStays() {
        create("a", ResourceLimits.NONE);
        EngineException e = assertThrows(EngineException.class, () -> create("a", ResourceLimits.NONE));
        assertEquals(409, e.category().status());
        assertTrue(manager.open("a").isPresent());
    }

    @Test
    void aNameThatLeadsElsewhereIsRefused() {
        for (String name : List.of("..", ".", "", "a/b", "../a", "-a", "a\nb")) {
            assertThrows(EngineException.class, () -> create(name, ResourceLimits.NONE), name);
        }
    }

    @Test
    void aRefusedLimitLeavesNothingBehind() {
        ResourceLimits impossible =
                ResourceLimits.builder().pidsLimit(Long.MAX_VALUE).build();
        assertThrows(EngineException.class, () -> create("a", impossible));
        assertEquals(List.of(), manager.ids());
    }

    @Test
    void aProcessThatJoinsIsListedAndCounted() throws Exception {
        Cgroup cgroup = create("a", ResourceLimits.NONE);
        Process process = start(cgroup, "exec sleep 1000");
        await(
                "it joins",
                () -> cgroup.stats().pids().current() == 1 && cgroup.processes().size() == 1);
        assertEquals(List.of((int) process.pid()), cgroup.processes());
        assertEquals(0, cgroup.stats().pids().limit());
        assertTrue(cgroup.stats().memory().usage() > 0);
        assertEquals(HostMemory.total(), cgroup.stats().memory().limit());
        String membership = Files.readString(Path.of("/proc/" + process.pid() + "/cgroup"));
        assertTrue(membership.contains(":" + cgroup.path() + "\n"), membership);
    }

    @Test
    void theProcessLimitStopsAForkBomb() throws Exception {
        Cgroup cgroup = create("a", ResourceLimits.builder().pidsLimit(10).build());
        start(cgroup, "while :; do sleep 1000 & done");
        await("it is full", () -> cgroup.processes().size() >= 9);
        assertEquals(10, cgroup.stats().pids().limit());
        assertTrue(cgroup.processes().size() <= 10);
    }

    @Test
    void aProcessBeyondTheMemoryLimitIsKilledAndCounted() throws Exception {
        ResourceLimits limits =
                ResourceLimits.builder().memory(16 << 20).memorySwap(16 << 20).build();
        Cgroup cgroup = create("a", limits);
        assertEquals(0, cgroup.oomKills());
        assertEquals(16 << 20, cgroup.stats().memory().limit());
        start(cgroup, "head -c 200m /dev/zero | tail").waitFor();
        assertTrue(cgroup.oomKills() >= 1);
    }

    @Test
    void theCpuQuotaThrottles() throws Exception {
        Cgroup cgroup =
                create("a", ResourceLimits.builder().nanoCpus(50_000_000).build());
        start(cgroup, "while :; do :; done");
        // The time is added when the pause ends, so it may come after the count.
        await("it is throttled", () -> cgroup.stats().cpu().throttledNanos() > 0);
        CgroupStats.Cpu cpu = cgroup.stats().cpu();
        assertTrue(cpu.totalNanos() > 0 && cpu.throttledPeriods() > 0 && cpu.periods() >= cpu.throttledPeriods());
    }

    @Test
    void aFrozenGroupUsesNoTimeAndAThawedOneGoesOn() throws Exception {
        Cgroup cgroup = create("a", ResourceLimits.NONE);
        start(cgroup, "while :; do :; done");
        await("it runs", () -> cgroup.stats().cpu().totalNanos() > 0);
        cgroup.freeze();
        assertTrue(cgroup.frozen());
        long used = cgroup.stats().cpu().totalNanos();
        Thread.sleep(50);
        assertEquals(used, cgroup.stats().cpu().totalNanos());
        cgroup.thaw();
        assertFalse(cgroup.frozen());
        await("it runs again", () -> cgroup.stats().cpu().totalNanos() > used);
    }

    @Test
    void killAllEndsEvenAForkingAndFrozenGroup() throws Exception {
        Cgroup cgroup = create("a", ResourceLimits.builder().pidsLimit(40).build());
        Process shell = start(cgroup, "while :; do sleep 1000 & done");
        await("it forks", () -> cgroup.processes().size() > 5);
        cgroup.freeze();
        cgroup.killAll();
        shell.waitFor();
        await("all are dead", () -> cgroup.processes().isEmpty());
        cgroup.delete();
        assertEquals(List.of(), manager.ids());
    }

    @Test
    void groupsMadeInsideAreKilledAndRemovedToo() throws Exception {
        Cgroup cgroup = create("a", ResourceLimits.NONE);
        StringBuilder script = new StringBuilder();
        for (Path file : cgroup.procsFiles()) {
            Path nested = file.resolveSibling("inner").resolve("deeper");
            script.append("mkdir -p ")
                    .append(nested)
                    .append(" && echo $$ > ")
                    .append(nested.resolve("cgroup.procs"))
                    .append(" && ");
        }
        Process process = start(cgroup, script + "exec sleep 1000");
        await(
                "it is inside",
                () -> cgroup.processes().equals(List.of((int) process.pid()))
                        && Files.exists(cgroup.procsFiles().getLast().resolveSibling("inner/deeper"))
                        && CgroupFile.read(cgroup.procsFiles().getLast().resolveSibling("inner/deeper/cgroup.procs"))
                                .contains(Long.toString(process.pid())));
        cgroup.killAll();
        process.waitFor();
        cgroup.delete();
        assertEquals(List.of(), manager.ids());
    }

    @Test
    void aGroupWithAProcessIsNotDeletedAndTheMessageNamesIt() throws Exception {
        Cgroup cgroup = create("a", ResourceLimits.NONE);
        Process process = start(cgroup, "exec sleep 1000");
        await("it joins", () -> cgroup.processes().size() == 1);
        EngineException e = assertThrows(EngineException.class, cgroup::delete);
        assertEquals(409, e.category().status());
        assertTrue(e.getMessage().contains(Long.toString(process.pid())), e.getMessage());
    }

    @Test
    void limitsCanBeRaisedLoweredAndLifted() {
        Cgroup cgroup = create("a", limit(16, 32));
        cgroup.update(limit(64, 128));
        assertEquals(64 << 20, cgroup.stats().memory().limit());
        cgroup.update(limit(32, 32));
        assertEquals(32 << 20, cgroup.stats().memory().limit());
        cgroup.update(ResourceLimits.builder().memory(-1).memorySwap(-1).build());
        assertEquals(HostMemory.total(), cgroup.stats().memory().limit());
        cgroup.update(ResourceLimits.builder()
                .pidsLimit(7)
                .cpuShares(512)
                .cpuPeriod(50_000)
                .cpuQuota(20_000)
                .build());
        assertEquals(7, cgroup.stats().pids().limit());
        cgroup.update(ResourceLimits.builder().pidsLimit(-1).cpuQuota(-1).build());
        assertEquals(0, cgroup.stats().pids().limit());
    }

    private static ResourceLimits limit(int memory, int swap) {
        return ResourceLimits.builder()
                .memory((long) memory << 20)
                .memorySwap((long) swap << 20)
                .build();
    }

    @Test
    void cpusCanBeRestrictedWhileItRuns() throws Exception {
        assumeTrue(manager.support().cpuset(), "no cpuset controller");
        Cgroup cgroup = create("a", ResourceLimits.NONE);
        Process process = start(cgroup, "exec sleep 1000");
        await("it joins", () -> cgroup.processes().size() == 1);
        Cgroup other = manager.open("a").orElseThrow();
        cgroup.update(ResourceLimits.builder().cpusetCpus("0").build());
        other.update(ResourceLimits.builder().cpusetCpus("0").build());
        assertEquals(cgroup.procsFiles(), other.procsFiles());
        String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
        assertTrue(status.contains("Cpus_allowed_list:\t0\n"), status);
    }

    @Test
    void aDeviceThatIsNotAllowedCannotBeOpened() throws Exception {
        Path node = Files.createTempDirectory("gantry").resolve("loop0");
        try {
            String script = "mknod " + node + " b 7 0 && : < /dev/null && : < " + node;
            Process denied = start(create("a", ResourceLimits.NONE), script);
            assertTrue(new String(denied.getInputStream().readAllBytes()).contains("not permitted"));
            Files.delete(node);
            DevicePolicy more =
                    DevicePolicy.dockerDefault().with(new DeviceRule(DeviceRule.Kind.BLOCK, 7, DeviceRule.ANY, "r"));
            Process allowed = start(manager.create("b", ResourceLimits.NONE, more), script);
            assertFalse(new String(allowed.getInputStream().readAllBytes()).contains("not permitted"));
        } finally {
            Files.deleteIfExists(node);
            Files.delete(node.getParent());
        }
    }

    @Test
    void anotherManagerFindsTheGroupsOfTheFirst() {
        create("a", limit(16, 16));
        Cgroup found = CgroupManager.detect(parent).open("a").orElseThrow();
        assertEquals(16 << 20, found.stats().memory().limit());
    }

    @Test
    void whatADyingEngineHasHalfMadeCanBeKilledAndDeleted() throws IOException {
        Cgroup whole = create("half", ResourceLimits.NONE);
        remember(whole);
        List<Path> made = whole.procsFiles().stream().map(Path::getParent).toList();
        for (Path directory : made.subList(1, made.size())) {
            Files.delete(directory);
        }
        Cgroup half = manager.open("half").orElseThrow();
        half.killAll();
        half.delete();
        assertTrue(manager.open("half").isEmpty(), "it is gone");
        create("half", ResourceLimits.NONE).delete();
    }
}
