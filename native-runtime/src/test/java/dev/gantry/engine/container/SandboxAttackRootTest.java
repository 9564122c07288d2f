package dev.gantry.engine.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.engine.error.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hostile containers and images try. Each test really tries it. */
@Tag("root")
class SandboxAttackRootTest {
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

    /** CVE-2024-21626: a working directory that is a descriptor the engine has leaked. */
    @Test
    void noLeakedDescriptorIsAWorkingDirectory() throws Exception {
        for (int fd = 0; fd < 40; fd++) {
            String id = engine.create(
                    Specs.asUser("", "/proc/self/fd/" + fd, "sh", "-c", "cat ../../etc/shadow ../etc/shadow; pwd"));
            try {
                String output = engine.output(id, null);
                assertFalse(output.contains("root:"), output);
                assertTrue(output.endsWith("\n/proc/self/fd/" + fd + "\n") || output.contains("can't open"), output);
            } catch (EngineException e) {
                assertTrue(
                        e.getMessage().contains("cwd") || e.getMessage().contains("working directory"), e.getMessage());
            }
        }
    }

    @Test
    void noLeakedDescriptorIsAWorkingDirectoryOfAnExec() throws Exception {
        String id = engine.start(Specs.of("sleep", "1000"));
        for (int fd = 0; fd < 40; fd++) {
            ExecSpec plain = Specs.exec("sh", "-c", "ls ..; cat ../etc/shadow");
            ExecSpec spec = new ExecSpec(
                    plain.cmd(), List.of(), "/proc/self/fd/" + fd, "", false, false, false, true, true, null, 0, 0);
            try {
                assertFalse(engine.exec(id, spec).contains("root:"));
            } catch (EngineException e) {
                assertTrue(
                        e.getMessage().contains("cwd") || e.getMessage().contains("working directory"), e.getMessage());
            }
        }
    }

    @Test
    void seesNoDescriptorsButItsStreams() throws Exception {
        // 3 is the directory that ls itself lists.
        assertEquals("0\n1\n2\n3\n", engine.output(Specs.of("ls", "/proc/self/fd")));
        String id = engine.start(Specs.of("sleep", "1000"));
        assertEquals("0\n1\n2\n3\n", engine.exec(id, Specs.exec("ls", "/proc/self/fd")));
    }

    /** An image whose /dev, /proc or /sys leads somewhere else must not move the engine's mounts there. */
    @Test
    void aLinkInPlaceOfAMountPointIsRefused() throws Exception {
        for (String name : List.of("dev", "proc", "sys")) {
            Path target = Files.createDirectories(directory.resolve("victim-" + name));
            String id = engine.create(Specs.of("true"));
            Path upper = engine.layout.snapshotUpper(id);
            Files.createSymbolicLink(upper.resolve(name), target);
            assertThrows(EngineException.class, () -> engine.containers.start(id));
            try (var files = Files.list(target)) {
                assertEquals(List.of(), files.toList());
            }
        }
    }

    /** A link in the image at a mount's target is resolved inside of the container, never outside. */
    @Test
    void aMountTargetBehindALinkStaysInside() throws Exception {
        Path victim = Files.createDirectories(directory.resolve("victim"));
        Path source = Files.createDirectories(directory.resolve("source"));
        Files.writeString(source.resolve("planted"), "x");
        String id = engine.create(Specs.withHost(
                h -> Specs.withMounts(
                        h,
                        List.of(new MountSpec(
                                MountSpec.Type.BIND, source.toString(), "/way/in", false, true, null, "", "", true))),
                "sh",
                "-c",
                "ls " + victim + "/in"));
        Files.createSymbolicLink(engine.layout.snapshotUpper(id).resolve("way"), victim);
        Files.createDirectories(Path.of(engine.layout.snapshotUpper(id).toString(), victim.toString()));
        assertEquals("planted\n", engine.output(id, null));
        assertFalse(Files.exists(victim.resolve("in")));
    }

    @Test
    void theHostsFilesAreNotReachable() throws Exception {
        assertEquals(
                "",
                engine.output(Specs.of("sh", "-c", "cat /proc/1/root/etc/shadow ../../../../etc/shadow 2>/dev/null")));
    }

    @Test
    void canNeitherMountNorLoadNorSeeDevices() throws Exception {
        String script = "mount -t tmpfs x /tmp 2>/dev/null && echo mounted;"
                + " mknod /tmp/disk b 254 0 2>/dev/null && head -c 1 /tmp/disk >/dev/null 2>&1 && echo read;"
                + " echo 1 > /proc/sysrq-trigger; echo x > /proc/sys/kernel/core_pattern;"
                + " echo 100 > /sys/fs/cgroup/memory/memory.limit_in_bytes; mkdir /sys/fs/cgroup/x;"
                + " ls /proc/1/task/1/ns >/dev/null; echo done";
        String output = engine.output(Specs.of("sh", "-c", script + " 2>/dev/null"));
        assertFalse(output.contains("mounted"), output);
        assertFalse(output.contains("read\n"), output);
        assertTrue(output.endsWith("done\n"), output);
    }

    /** CVE-2019-5736: the program that starts containers, reached through /proc and overwritten. */
    @Test
    void theLaunchersProgramCannotBeChanged() throws Exception {
        String id = engine.create(Specs.of("/run.sh"));
        Path script = engine.layout.snapshotUpper(id).resolve("run.sh");
        Files.writeString(script, "#!/proc/self/exe\n");
        script.toFile().setExecutable(true);
        String first = engine.output(Specs.of("echo", "alive"));
        engine.containers.start(id);
        engine.exitCode(id);
        String holder = engine.start(Specs.of(
                "sh",
                "-c",
                "while :; do for p in /proc/[0-9]*; do echo overwritten > $p/exe; done 2>/dev/null; usleep 500; done"));
        for (int i = 0; i < 30; i++) {
            engine.exec(holder, Specs.exec("true"));
        }
        assertEquals(first, engine.output(Specs.of("echo", "alive")));
    }

    /** CVE-2025-31133: the device that masks files is the engine's own, whatever the image has at /dev/null. */
    @Test
    void aPlantedNullDeviceMasksNothing() throws Exception {
        String id = engine.create(Specs.of("sh", "-c", "cat /proc/timer_list | head -c 10; stat -c '%t:%T' /dev/null"));
        Path dev = Files.createDirectories(engine.layout.snapshotUpper(id).resolve("dev"));
        Files.createSymbolicLink(dev.resolve("null"), Path.of("/proc/sys/kernel/core_pattern"));
        assertEquals("1:3\n", engine.output(id, null));
    }

    /** CVE-2025-52565: a container that puts something else in place of its terminals. */
    @Test
    void aReplacedPtsGivesNoTerminal() throws Exception {
        HostSpec host = Specs.host();
        String id = engine.start(Specs.of("sleep", "1000")
                .withHost(new HostSpec(
                        host.mounts(),
                        host.limits(),
                        host.networkMode(),
                        host.restartPolicy(),
                        false,
                        true,
                        false,
                        host.capAdd(),
                        host.capDrop(),
                        host.securityOpt(),
                        0,
                        null,
                        List.of(),
                        0,
                        host.sysctls(),
                        host.ulimits(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        null,
                        null,
                        0,
                        0,
                        host.log())));
        assertEquals("", engine.exec(id, Specs.exec("sh", "-c", "umount /dev/pts; echo x > /dev/pts/ptmx")));
        ExecSpec plain = Specs.exec("true");
        String exec = engine.containers.createExec(
                id, new ExecSpec(plain.cmd(), List.of(), "", "", true, false, false, true, true, null, 0, 0));
        EngineException e = assertThrows(EngineException.class, () -> engine.containers.startExec(exec, null, 0, 0));
        assertTrue(e.getMessage().contains("/dev/pts"), e.getMessage());
    }

    @Test
    void aForkBombEndsAtItsLimit() throws Exception {
        HostSpec host = Specs.host()
                .withLimits(dev.gantry.engine.cgroup.ResourceLimits.builder()
                        .pidsLimit(20)
                        .build());
        String id = engine.create(Specs.of("sh", "-c", "for i in $(seq 50); do sleep 100 & done 2>/dev/null; echo over")
                .withHost(host));
        engine.containers.start(id);
        engine.containers.wait(id, WaitCondition.NOT_RUNNING).get(20, TimeUnit.SECONDS);
        assertTrue(engine.containers.get(id).status().exitCode() != 0);
    }
}
