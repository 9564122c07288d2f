package dev.gantry.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts real processes in real sandboxes. */
@Tag("root")
class ProcessRuntimeRootTest {
    @TempDir
    Path directory;

    private SandboxFixture sandbox;

    @BeforeEach
    void makeSandbox() throws Exception {
        sandbox = new SandboxFixture(directory);
    }

    @AfterEach
    void removeSandbox() {
        sandbox.close();
    }

    @Test
    void outputAndExitCodeArrive() throws Exception {
        SandboxFixture.Result result = sandbox.run("sh", "-c", "echo out; echo err >&2; exit 7");
        assertEquals(7, result.code());
        assertEquals("out\n", result.output(1));
        assertEquals("err\n", result.output(2));
    }

    @Test
    void theLogHoldsWhatWasWritten() throws Exception {
        sandbox.run("sh", "-c", "echo one; echo 'a \"quoted\" \\ line'; printf 'no newline'");
        List<String> lines = Files.readAllLines(sandbox.log());
        assertTrue(lines.get(0).startsWith("{\"log\":\"one\\n\",\"stream\":\"stdout\",\"time\":\""), lines.get(0));
        assertTrue(lines.get(1).contains("a \\\"quoted\\\" \\\\ line\\n"), lines.get(1));
        assertTrue(lines.get(2).contains("\"no newline\""), lines.get(2));
    }

    @Test
    void isTheFirstProcessOfItsPidNamespace() throws Exception {
        assertEquals("1\n", sandbox.run("sh", "-c", "echo $$").output(1));
    }

    @Test
    void seesOnlyItsOwnThreeDescriptors() throws Exception {
        // ls itself opens the directory it lists.
        assertEquals("0\n1\n2\n3\n", sandbox.run("ls", "/proc/self/fd").output(1));
    }

    @Test
    void cannotWriteToKernelSettings() throws Exception {
        String output = sandbox.run("sh", "-c", "echo x > /proc/sys/kernel/core_pattern || echo refused")
                .output(1);
        assertEquals("refused\n", output);
    }

    @Test
    void readsNothingFromMaskedFiles() throws Exception {
        assertEquals(
                "",
                sandbox.run("sh", "-c", "cat /proc/timer_list; ls /sys/firmware")
                        .output(1));
    }

    @Test
    void holdsExactlyTheCapabilitiesGiven() throws Exception {
        String status = sandbox.run("grep", "-E", "^Cap(Prm|Eff|Bnd)", "/proc/self/status")
                .output(1);
        assertEquals("CapPrm:\t00000000a80425fb\nCapEff:\t00000000a80425fb\nCapBnd:\t00000000a80425fb\n", status);
    }

    @Test
    void aMissingProgramIsExitCode127() {
        LaunchException e = assertThrows(LaunchException.class, () -> sandbox.run("no-such-program"));
        assertEquals(127, e.exitCode());
    }

    @Test
    void somethingThatCannotBeExecutedIsExitCode126() {
        LaunchException e = assertThrows(LaunchException.class, () -> sandbox.run("/etc/passwd"));
        assertEquals(126, e.exitCode());
    }

    @Test
    void aDirectoryCannotBeExecuted() {
        assertEquals(
                126,
                assertThrows(LaunchException.class, () -> sandbox.run("/etc")).exitCode());
    }

    @Test
    void aSecondProcessJoinsTheSameNamespaces() throws Exception {
        sandbox.start("sleep", "1000");
        SandboxFixture.Result result = sandbox.exec("sh", "-c", "echo $$; cat /proc/1/comm; hostname");
        assertEquals(0, result.code());
        String[] lines = result.output(1).split("\n");
        assertTrue(Integer.parseInt(lines[0]) > 1);
        assertEquals("sleep", lines[1]);
        assertEquals("box", lines[2]);
    }

    @Test
    void outlivesTheConnectionAndIsFoundAgain() throws Exception {
        LaunchedProcess process =
                sandbox.start("sh", "-c", "trap 'echo bye; exit 3' TERM; echo ready; while :; do sleep 0.05; done");
        // Before its trap is set, the first process of a pid namespace ignores the signal.
        while (!Files.readString(sandbox.log()).contains("ready")) {
            Thread.onSpinWait();
        }
        process.close();
        LaunchedProcess again =
                sandbox.runtime().reconnect(sandbox.runDirectory()).orElseThrow();
        assertEquals(process.pid(), again.pid());
        again.signal(15);
        assertEquals(3, sandbox.collect(again).code());
        assertTrue(Files.readString(sandbox.log()).contains("bye"));
        assertEquals(
                3,
                sandbox.runtime()
                        .exitRecord(sandbox.runDirectory())
                        .orElseThrow()
                        .code());
    }
}
