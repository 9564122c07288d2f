package dev.gantry.engine.dockerapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.engine.Engine;
import dev.gantry.engine.EngineOptions;
import dev.gantry.engine.support.BusyboxImage;
import dev.gantry.engine.support.DockerCli;
import dev.gantry.engine.support.DockerCli.Result;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The unmodified docker client against a real engine: every verb, as people type it. */
@Tag("client")
@Tag("root")
@Timeout(90)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerCliClientTest {
    @TempDir
    static Path directory;

    private Engine engine;
    private DockerCli docker;

    @BeforeAll
    void startEngine() throws Exception {
        Path socket = directory.resolve("engine.sock");
        docker = new DockerCli(socket, directory.resolve("client"));
        byte[] rootFs = BusyboxImage.rootFs();
        engine = Engine.start(new EngineOptions(directory.resolve("data"), directory.resolve("exec"), socket));
        Path tar = Files.write(directory.resolve("busybox.tar"), rootFs);
        docker.run("import", "-c", "ENV PATH=/bin", "-c", "CMD [\"sh\"]", tar.toString(), "busybox:test")
                .ok();
    }

    @AfterAll
    void stopEngine() {
        if (engine != null) {
            engine.close();
        }
    }

    @AfterEach
    void removeContainers() throws Exception {
        String ids = docker.run("ps", "-aq").ok();
        if (!ids.isEmpty()) {
            List<String> command = new ArrayList<>(List.of("rm", "-f", "-v"));
            command.addAll(List.of(ids.split("\n")));
            docker.run(command.toArray(String[]::new)).ok();
        }
    }

    private Result sh(String script) throws Exception {
        return docker.run("run", "--rm", "busybox:test", "sh", "-c", script);
    }

    private String background(String name, String script) throws Exception {
        return docker.run("run", "-d", "--name", name, "busybox:test", "sh", "-c", script)
                .ok();
    }

    @Test
    void versionAndInfo() throws Exception {
        assertEquals(
                "1.50",
                docker.run("version", "--format", "{{.Server.APIVersion}}").ok());
        assertTrue(docker.run("info").ok().contains("Swarm: inactive"));
    }

    @Test
    void runPassesOutputErrorsAndTheExitCodeOn() throws Exception {
        Result result = sh("echo out; echo err >&2; exit 7");
        assertEquals("out\n", result.out());
        assertEquals("err\n", result.failed(7));
        assertEquals("", docker.run("ps", "-aq").ok(), "--rm removes the container");
    }

    @Test
    void runPassesInputOnAndItsEnd() throws Exception {
        assertEquals(
                "hi\n",
                docker.runWith("hi\n", "run", "--rm", "-i", "busybox:test", "cat")
                        .out());
    }

    @Test
    void aMebibyteGoesInAndOutUnchanged() throws Exception {
        String text = "0123456789abcdef".repeat(65536);
        assertEquals(
                text,
                docker.runWith(text, "run", "--rm", "-i", "busybox:test", "cat").out());
    }

    @Test
    void aTerminalHasItsSizeAndItsInput() throws Exception {
        Result result = docker.inTerminal(
                33,
                77,
                List.of("/ # ", "stty size\n", "33 77", "exit 5\n"),
                "run",
                "--rm",
                "-it",
                "busybox:test",
                "sh");
        assertEquals(5, result.code(), result.out());
    }

    @Test
    void theDetachKeysLeaveTheContainerRunningForALaterAttach() throws Exception {
        docker.inTerminal(
                24, 80, List.of("/ # ", "\u0010\u0011"), "run", "-it", "--name", "term", "busybox:test", "sh");
        assertEquals(
                "running",
                docker.run("inspect", "-f", "{{.State.Status}}", "term").ok());
        // A resize makes the shell show its prompt again for who attaches.
        Result attached =
                docker.inTerminal(24, 80, List.of("/ # ", "echo $((40+2))\n", "\r\n42", "exit 3\n"), "attach", "term");
        assertEquals(3, attached.code(), attached.out());
    }

    @Test
    void attachShowsOutputAndTheExitCode() throws Exception {
        docker.run("create", "--name", "attached", "-i", "busybox:test", "sh", "-c", "read x; echo got $x; exit 4")
                .ok();
        Result result = docker.runWith("word\n", "start", "-a", "-i", "attached");
        assertEquals("got word\n", result.out());
        result.failed(4);
    }

    @Test
    void execsRunBesideTheContainersProcess() throws Exception {
        background("execs", "sleep 100");
        assertEquals("in\n", docker.run("exec", "execs", "echo", "in").out());
        assertEquals(
                "b /tmp 1000\n",
                docker.run(
                                "exec",
                                "-e",
                                "A=b",
                                "-w",
                                "/tmp",
                                "-u",
                                "web",
                                "execs",
                                "sh",
                                "-c",
                                "echo $A $(pwd) $(id -u)")
                        .out());
        assertEquals(
                "piped", docker.runWith("piped", "exec", "-i", "execs", "cat").out());
        docker.run("exec", "execs", "sh", "-c", "exit 9").failed(9);
        docker.run("exec", "-d", "execs", "touch", "/tmp/made").ok();
        docker.run("exec", "execs", "sh", "-c", "until [ -e /tmp/made ]; do usleep 1000; done")
                .ok();
        Result terminal = docker.inTerminal(
                30, 90, List.of("/ # ", "stty size\n", "30 90", "exit 6\n"), "exec", "-it", "execs", "sh");
        assertEquals(6, terminal.code(), terminal.out());
        assertTrue(docker.run("exec", "execs", "nosuch").out().contains("executable file not found"));
        docker.run("exec", "execs", "nosuch").failed(127);
        docker.run("exec", "execs", "/etc/passwd").failed(126);
    }

    @Test
    void logsAreReadFollowedAndCut() throws Exception {
        background("logged", "for i in 1 2 3; do echo line $i; done; echo bad >&2; sleep 1; echo last");
        docker.run("wait", "logged").ok();
        Result all = docker.run("logs", "logged");
        assertEquals("line 1\nline 2\nline 3\nlast\n", all.out());
        assertEquals("bad\n", all.err());
        assertEquals("last\n", docker.run("logs", "--tail", "1", "logged").out());
        String stamped =
                docker.run("logs", "--timestamps", "--tail", "1", "logged").out();
        assertTrue(stamped.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z last\n"), stamped);
        String time = stamped.substring(0, stamped.indexOf(' '));
        assertEquals("last\n", docker.run("logs", "--since", time, "logged").out());
        assertEquals(
                "line 1\nline 2\nline 3\nlast\n",
                docker.run("logs", "--until", time, "logged").out());
        assertEquals("", docker.run("logs", "--since", "2100-01-01", "logged").out());
    }

    @Test
    void aFollowedLogEndsWithTheContainer() throws Exception {
        background("followed", "echo first; sleep 1; echo second; sleep 1");
        assertEquals("first\nsecond\n", docker.run("logs", "-f", "followed").out());
    }

    @Test
    void aContainerIsStoppedPausedKilledAndStartedAgain() throws Exception {
        background("cycled", "trap 'exit 12' TERM; while true; do usleep 10000; done");
        docker.run("pause", "cycled").ok();
        assertTrue(docker.run("ps", "--format", "{{.Status}}").ok().endsWith("(Paused)"));
        assertTrue(docker.run("exec", "cycled", "true")
                .failed(1)
                .contains("is paused, unpause the container before exec"));
        docker.run("unpause", "cycled").ok();
        docker.run("stop", "cycled").ok();
        assertEquals("12", docker.run("wait", "cycled").ok());
        docker.run("start", "cycled").ok();
        docker.run("restart", "cycled").ok();
        docker.run("kill", "cycled").ok();
        assertEquals("137", docker.run("wait", "cycled").ok());
        docker.run("rename", "cycled", "renamed").ok();
        assertEquals(
                "/renamed", docker.run("inspect", "-f", "{{.Name}}", "renamed").ok());
        docker.run("rm", "renamed").ok();
    }

    @Test
    void aStopSignalOfItsOwnIsSent() throws Exception {
        docker.run(
                        "run",
                        "-d",
                        "--name",
                        "stopped",
                        "--stop-signal",
                        "USR1",
                        "busybox:test",
                        "sh",
                        "-c",
                        "trap 'exit 31' USR1; while true; do usleep 10000; done")
                .ok();
        docker.run("stop", "stopped").ok();
        assertEquals("31", docker.run("wait", "stopped").ok());
    }

    @Test
    void listsTopAndStatsShowTheContainer() throws Exception {
        String id = background("listed", "sleep 100");
        assertEquals(
                id,
                docker.run("ps", "-q", "--no-trunc", "-f", "name=^listed$", "-f", "status=running")
                        .ok());
        assertEquals("", docker.run("ps", "-q", "-f", "name=nosuch").ok());
        assertTrue(docker.run("top", "listed").ok().contains("sleep 100"));
        assertEquals(
                "listed",
                docker.run("stats", "--no-stream", "--format", "{{.Name}}").ok());
        assertTrue(docker.run("ps", "-s", "--format", "{{.Size}}").ok().contains("virtual"));
    }

    @Test
    void mountsAreMadeAsAskedFor() throws Exception {
        Path shared = Files.createDirectory(directory.resolve("shared"));
        Files.writeString(shared.resolve("file"), "from the host");
        assertEquals(
                "from the host",
                docker.run("run", "--rm", "-v", shared + ":/s:ro", "busybox:test", "cat", "/s/file")
                        .out());
        docker.run("run", "--rm", "-v", shared + ":/s:ro", "busybox:test", "touch", "/s/new")
                .failed(1);
        docker.run("run", "--rm", "-v", "named:/v", "busybox:test", "sh", "-c", "echo kept > /v/f")
                .ok();
        assertEquals(
                "kept\n",
                docker.run("run", "--rm", "-v", "named:/v", "busybox:test", "cat", "/v/f")
                        .out());
        docker.run("volume", "rm", "named").ok();
        String mount = docker.run(
                        "run", "--rm", "--tmpfs", "/t:size=1m", "busybox:test", "grep", " /t ", "/proc/mounts")
                .ok();
        assertTrue(mount.contains("size=1024k"), mount);
        docker.run("run", "--rm", "--read-only", "busybox:test", "touch", "/x").failed(1);
        assertTrue(docker.run("run", "--rm", "--mount", "type=bind,src=/nosuch,dst=/x", "busybox:test", "true")
                .failed(125)
                .contains("bind source path does not exist: /nosuch"));
    }

    @Test
    void limitsAndRightsAreAsAskedFor() throws Exception {
        Result result = docker.run(
                "run",
                "--rm",
                "--memory",
                "64m",
                "--cpus",
                "0.5",
                "--pids-limit",
                "50",
                "--hostname",
                "box",
                "--cap-drop",
                "ALL",
                "--cap-add",
                "KILL",
                "busybox:test",
                "sh",
                "-c",
                "hostname; grep CapEff /proc/self/status");
        assertEquals("box\nCapEff:\t0000000000000020\n", result.out());
        assertEquals(
                "lo",
                docker.run("run", "--rm", "--network", "none", "busybox:test", "ls", "/sys/class/net")
                        .ok());
        assertEquals(
                "x\n",
                docker.run("run", "--rm", "--entrypoint", "echo", "busybox:test", "x")
                        .out());
    }

    @Test
    void aContainerThatTakesTooMuchMemoryIsReportedAsOomKilled() throws Exception {
        docker.run("run", "--name", "oom", "--memory", "16m", "busybox:test", "tail", "/dev/zero")
                .failed(137);
        assertEquals(
                "true 137",
                docker.run("inspect", "-f", "{{.State.OOMKilled}} {{.State.ExitCode}}", "oom")
                        .ok());
    }

    @Test
    void imagesAreSavedTaggedRemovedAndLoaded() throws Exception {
        Path archive = directory.resolve("saved.tar");
        docker.run("tag", "busybox:test", "other/name:1").ok();
        docker.run("save", "-o", archive.toString(), "other/name:1").ok();
        assertTrue(docker.run("rmi", "other/name:1").ok().contains("Untagged: other/name:1"));
        assertTrue(docker.run("load", "-i", archive.toString()).ok().contains("Loaded image: other/name:1"));
        assertTrue(docker.run("images", "--format", "{{.Repository}}:{{.Tag}}")
                .ok()
                .contains("other/name:1"));
        docker.run("history", "other/name:1").ok();
        docker.run("rmi", "other/name:1").ok();
    }

    @Test
    void eventsTellOfALifeInItsOrder() throws Exception {
        Process events = docker.start("events", "--filter", "type=container", "--format", "{{.Action}}");
        try (BufferedReader lines = events.inputReader()) {
            // The listener is there when it has been told of something.
            Thread nudge = Thread.ofVirtual().start(() -> nudgeUntilInterrupted());
            lines.readLine();
            nudge.interrupt();
            nudge.join();
            sh("exit 3");
            List<String> seen = new ArrayList<>();
            String line;
            while ((line = lines.readLine()) != null) {
                seen.add(line);
                if (line.equals("destroy") && seen.contains("die")) {
                    break;
                }
            }
            List<String> life = seen.stream()
                    .filter(List.of("create", "start", "die", "destroy")::contains)
                    .toList();
            assertEquals(List.of("create", "start", "die", "destroy"), life.subList(life.size() - 4, life.size()));
        } finally {
            events.destroy();
            events.waitFor();
        }
    }

    private void nudgeUntilInterrupted() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                docker.run("create", "busybox:test").ok();
            }
        } catch (Exception e) {
            // Interrupted: enough.
        }
    }

    @Test
    void impossibleRequestsAreRefusedInDockersWords() throws Exception {
        background("taken", "sleep 100");
        assertTrue(docker.run("run", "--name", "taken", "busybox:test", "true")
                .failed(125)
                .contains("The container name \"/taken\" is already in use by container"));
        assertTrue(docker.run("run", "nosuch:image", "true").failed(125).contains("nosuch:image"));
        docker.run("run", "--rm", "busybox:test", "nosuch").failed(127);
        docker.run("run", "--rm", "busybox:test", "/etc/passwd").failed(126);
        assertTrue(docker.run("run", "--rm", "--memory", "1k", "busybox:test", "true")
                .failed(125)
                .contains("Minimum memory limit allowed is 6MB"));
        assertTrue(docker.run("run", "--rm", "-p", "80:80", "busybox:test", "true")
                .failed(125)
                .contains("is not supported by this engine yet"));
        assertTrue(docker.run("rm", "taken").failed(1).contains("container is running"));
        for (String verb : List.of("start", "stop", "kill", "logs", "inspect", "top", "wait", "attach", "rm")) {
            assertTrue(docker.run(verb, "nosuch").err().toLowerCase().contains("no such"), verb);
        }
        assertTrue(docker.run("swarm", "leave").failed(1).contains("swarm"));
    }

    @Test
    void aCommandLineOf128KiBIsEitherRunOrRefusedWithTheReason() throws Exception {
        String longest = "x".repeat(120_000);
        assertEquals(
                longest + "\n",
                docker.run("run", "--rm", "busybox:test", "echo", longest).out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.24", "1.30", "1.41", "1.44"})
    void olderVersionsOfTheApiAreSpoken(String version) throws Exception {
        DockerCli older = docker.speaking(version);
        assertEquals(
                "in\n",
                older.runWith("in\n", "run", "--rm", "-i", "busybox:test", "cat")
                        .out());
        older.run("run", "-d", "--name", "older", "busybox:test", "sleep", "100")
                .ok();
        assertEquals("ex\n", older.run("exec", "older", "echo", "ex").out());
        assertEquals("older", older.run("ps", "--format", "{{.Names}}").ok());
        older.run("kill", "older").ok();
        assertEquals("137", older.run("wait", "older").ok());
    }

    @Test
    void aClientThatIsKilledLeavesTheContainerRunning() throws Exception {
        Process client = docker.start("run", "--name", "left", "busybox:test", "sh", "-c", "echo up; sleep 100");
        assertEquals("up", client.inputReader().readLine());
        client.destroyForcibly().waitFor();
        assertEquals(
                "running",
                docker.run("inspect", "-f", "{{.State.Status}}", "left").ok());
        assertFalse(docker.run("exec", "left", "true").code() != 0);
    }
}
