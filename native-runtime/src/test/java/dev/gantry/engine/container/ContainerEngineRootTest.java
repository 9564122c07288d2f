package dev.gantry.engine.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.engine.cgroup.ResourceLimits;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.error.EngineException.Category;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users do with containers, on the real kernel. */
@Tag("root")
class ContainerEngineRootTest {
    @TempDir
    Path directory;

    private EngineFixture engine;

    @BeforeEach
    void open() throws Exception {
        engine = new EngineFixture(directory);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void runsToItsEndAndIsListedWithItsExitCode() throws Exception {
        String id = engine.start(Specs.of("sh", "-c", "exit 5"));
        assertEquals(5, engine.exitCode(id));
        ContainerView view = engine.containers.get(id);
        assertEquals(ContainerState.EXITED, view.status().state());
        assertEquals(5, view.status().exitCode());
        assertTrue(engine.cgroups.open(id).isEmpty());
    }

    @Test
    void whatAnAttachedClientSendsIsReadAndAnswered() throws Exception {
        String id = engine.create(Specs.interactive(false, "cat"));
        assertEquals("hello\nworld\n", engine.output(id, "hello\nworld\n"));
    }

    @Test
    void aTerminalIsATerminalOfTheSizeAskedFor() throws Exception {
        String id =
                engine.create(Specs.interactive(true, "sh", "-c", "tty; stty size; test -c /dev/console && echo ok"));
        String output = engine.output(id, null);
        assertTrue(output.startsWith("/dev/pts/0\r\n"), output);
        assertTrue(output.endsWith("ok\r\n"), output);
    }

    @Test
    void runsAsTheUserNamedInTheImage() throws Exception {
        assertEquals(
                "uid=1000(web) gid=1000(web) groups=50(staff)\n/data\n/tmp\n",
                engine.output(Specs.asUser("web", "/data", "sh", "-c", "id; pwd; echo $HOME")));
    }

    @Test
    void anUnknownUserIsRefusedInDockersWords() {
        String id = engine.create(Specs.asUser("nobodyhere", "", "true"));
        EngineException e = assertThrows(EngineException.class, () -> engine.containers.start(id));
        assertEquals("unable to find user nobodyhere: no matching entries in passwd file", e.getMessage());
        assertEquals(ContainerState.CREATED, engine.containers.get(id).status().state());
    }

    @Test
    void aMissingProgramLeavesExitCode127AndNothingElse() throws Exception {
        String id = engine.create(Specs.of("no-such-thing"));
        EngineException e = assertThrows(EngineException.class, () -> engine.containers.start(id));
        assertTrue(
                e.getMessage().contains("exec: \"no-such-thing\": executable file not found in $PATH"), e.getMessage());
        assertEquals(Category.INVALID_PARAMETER, e.category());
        assertEquals(127, engine.containers.get(id).status().exitCode());
        assertTrue(engine.cgroups.ids().isEmpty());
    }

    @Test
    void stopAsksFirstAndKillsAfterTheTimeout() throws Exception {
        String polite =
                engine.startReady(Specs.of("sh", "-c", "trap 'exit 9' TERM; echo ready; while :; do sleep 0.02; done"));
        engine.containers.stop(polite, null, 20);
        assertEquals(9, engine.exitCode(polite));
        String stubborn = engine.start(Specs.of("sh", "-c", "trap '' TERM; while :; do sleep 0.02; done"));
        engine.containers.stop(stubborn, null, 0);
        assertEquals(137, engine.exitCode(stubborn));
    }

    @Test
    void aPausedContainerCanBeKilled() throws Exception {
        String id = engine.start(Specs.of("sleep", "1000"));
        engine.containers.pause(id);
        assertEquals(ContainerState.PAUSED, engine.containers.get(id).status().state());
        engine.containers.kill(id, null);
        assertEquals(137, engine.exitCode(id));
    }

    @Test
    void whoExceedsTheMemoryLimitIsReportedAsKilledForMemory() throws Exception {
        HostSpec host = Specs.host()
                .withLimits(ResourceLimits.builder()
                        .memory(16 << 20)
                        .memorySwap(16 << 20)
                        .build());
        String id = engine.start(Specs.of("sh", "-c", "head -c 100000000 /dev/zero | tail > /dev/null; true")
                .withHost(host));
        engine.exitCode(id);
        assertTrue(engine.containers.get(id).status().oomKilled());
    }

    @Test
    void anExecSharesTheContainerAndHasAnExitCodeOfItsOwn() throws Exception {
        String id = engine.start(Specs.of("sleep", "1000"));
        engine.containers.createExec(id, Specs.exec("true"));
        assertEquals("sleep\n", engine.exec(id, Specs.exec("cat", "/proc/1/comm")));
        String exec = engine.containers.createExec(id, Specs.exec("sh", "-c", "exit 4"));
        engine.containers.startExec(exec, (s, b, o, l) -> {}, 0, 0).done().get(10, TimeUnit.SECONDS);
        assertEquals(4, engine.containers.exec(exec).exitCode());
    }

    @Test
    void anotherEngineFindsItRunningWithItsLogWholeAndLearnsTheExitCode() throws Exception {
        String id = engine.startReady(Specs.of(
                "sh",
                "-c",
                "trap 'echo end; exit 6' TERM; echo ready; i=0; while :; do i=$((i+1)); echo $i; usleep 2000; done"));
        engine.containers = engine.open();
        ContainerView view = engine.containers.get(id);
        assertEquals(ContainerState.RUNNING, view.status().state());
        engine.containers.stop(id, null, 20);
        assertEquals(6, engine.exitCode(id));
        List<String> lines = Files.readAllLines(view.logPath());
        for (int i = 1; i < lines.size() - 1; i++) {
            assertTrue(lines.get(i).startsWith("{\"log\":\"" + i + "\\n\""), "line " + i + ": " + lines.get(i));
        }
        assertTrue(lines.getLast().contains("end"), lines.getLast());
    }

    @Test
    void bindsVolumesAndTmpfsAreWhereTheyWereAskedFor() throws Exception {
        Path host = Files.createDirectory(directory.resolve("shared"));
        Files.writeString(host.resolve("note"), "of the host\n");
        List<MountSpec> mounts = List.of(
                new MountSpec(MountSpec.Type.BIND, host.toString(), "/mnt/host", true, true, null, "", "ro", true),
                new MountSpec(MountSpec.Type.VOLUME, "things", "/data", false, true, null, "", "", true),
                new MountSpec(MountSpec.Type.TMPFS, "", "/scratch", false, true, null, "size=1m", "", true));
        String script =
                "cat /mnt/host/note /data/seed; touch /mnt/host/x 2>/dev/null || echo ro; echo kept > /data/new; "
                        + "grep -c ' /scratch tmpfs' /proc/mounts";
        String output = engine.output(Specs.withHost(h -> Specs.withMounts(h, mounts), "sh", "-c", script));
        assertTrue(output.startsWith("of the host\nfrom the image\n"), output);
        assertTrue(output.contains("ro\n"), output);
        assertTrue(output.endsWith("1\n"), output);
        assertEquals(
                "kept\n", Files.readString(engine.layout.volumeData("things").resolve("new")));
    }

    @Test
    void theRestartPolicyStartsItAgainUntilItsLimit() throws Exception {
        String id = engine.create(Specs.withHost(h -> Specs.withRestart(h, "on-failure", 2, false), "false"));
        var removed = engine.containers.wait(id, WaitCondition.REMOVED);
        engine.containers.start(id);
        assertFalse(removed.isDone());
        while (engine.containers.get(id).status().restartCount() < 2
                || engine.containers.get(id).status().state() != ContainerState.EXITED) {
            engine.containers.wait(id, WaitCondition.NEXT_EXIT).get(1, TimeUnit.SECONDS);
        }
        assertEquals(1, engine.containers.get(id).status().exitCode());
    }

    @Test
    void autoRemoveLeavesNothing() throws Exception {
        String id = engine.create(Specs.withHost(h -> Specs.withRestart(h, "no", 0, true), "true"));
        var removed = engine.containers.wait(id, WaitCondition.REMOVED);
        engine.containers.start(id);
        assertEquals(0, removed.get(10, TimeUnit.SECONDS).code());
        assertEquals(List.of(), engine.leftovers());
        assertThrows(EngineException.class, () -> engine.containers.get(id));
    }

    @Test
    void aNameInUseIsAConflictAndIsFreeAfterRemoval() {
        engine.containers.create("web", Specs.of("true"));
        EngineException e =
                assertThrows(EngineException.class, () -> engine.containers.create("web", Specs.of("true")));
        assertEquals(Category.CONFLICT, e.category());
        assertTrue(e.getMessage().startsWith("Conflict. The container name \"/web\" is already in use by container"));
        engine.containers.remove("web", false, false);
        engine.containers.create("web", Specs.of("true"));
    }

    @Test
    void aRunningContainerIsRemovedOnlyByForce() throws Exception {
        String id = engine.start(Specs.of("sleep", "1000"));
        assertEquals(
                Category.CONFLICT,
                assertThrows(EngineException.class, () -> engine.containers.remove(id, false, false))
                        .category());
        engine.containers.remove(id, true, false);
        assertEquals(List.of(), engine.leftovers());
    }

    @Test
    void impossibleRequestsAreRefusedAndLeaveNothing() throws Exception {
        List<ContainerSpec> impossible = List.of(
                Specs.of("true")
                        .withHost(Specs.host()
                                .withLimits(
                                        ResourceLimits.builder().memory(1000).build())),
                Specs.withHost(h -> Specs.withRestart(h, "sometimes", 0, false), "true"),
                Specs.withHost(
                        h -> Specs.withMounts(
                                h,
                                List.of(new MountSpec(
                                        MountSpec.Type.BIND,
                                        "/nowhere/at/all",
                                        "/x",
                                        false,
                                        false,
                                        null,
                                        "",
                                        "",
                                        false))),
                        "true"),
                Specs.withHost(
                        h -> Specs.withMounts(
                                h,
                                List.of(new MountSpec(
                                        MountSpec.Type.TMPFS, "", "/a/../../b", false, false, null, "", "", false))),
                        "true"));
        for (ContainerSpec spec : impossible) {
            EngineException e = assertThrows(EngineException.class, () -> engine.create(spec));
            assertEquals(Category.INVALID_PARAMETER, e.category(), e.getMessage());
        }
        assertEquals(List.of(), engine.leftovers());
    }
}
