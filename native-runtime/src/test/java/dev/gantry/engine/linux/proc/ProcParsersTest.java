package dev.gantry.engine.linux.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts are what kernels 6.18 and 6.1 wrote, byte for byte. */
class ProcParsersTest {
    @Test
    void mountInfoOfTheHybridCgroupLayout() {
        List<MountInfo> mounts = MountInfo.parse("""
                27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard,resv_strict,resuid=65534,resgid=65534
                31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
                35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
                40 31 0:37 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,name=systemd
                41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
                """);
        assertEquals(5, mounts.size());
        MountInfo memory = mounts.get(2);
        assertEquals("cgroup", memory.fileSystem());
        assertEquals("/sys/fs/cgroup/memory", memory.mountPoint());
        assertEquals("rw,memory", memory.superOptions());
        assertEquals(35, memory.id());
        assertEquals(31, memory.parentId());
        assertEquals(32, memory.minor());
        assertEquals(List.of(), memory.propagation());
    }

    @Test
    void mountInfoWithPropagationEscapesAndASubdirectory() {
        MountInfo mount = MountInfo.parse(
                        "26 16 0:15 /usr/lib\\040x /mnt/a\\011b\\134c\\012d rw,nosuid shared:7 master:2 - hostfs"
                                + " /dev/root rw,/\n")
                .getFirst();
        assertEquals("/usr/lib x", mount.root());
        assertEquals("/mnt/a\tb\\c\nd", mount.mountPoint());
        assertEquals(List.of("shared:7", "master:2"), mount.propagation());
        assertEquals("hostfs", mount.fileSystem());
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "1 2 3:4 / / rw", "1 2 3:4 / / rw - ext4"})
    void aLineThatIsNotOfMountInfoIsRefused(String line) {
        assertThrows(IllegalArgumentException.class, () -> MountInfo.parse(line));
    }

    @Test
    void statOfAnOrdinaryProcess() {
        ProcessStat stat = ProcessStat.parse(
                "1 (process_api) S 0 0 0 0 -1 4194560 34448 546401 0 631 45 246 1000 598 10 -10 13 0 24 46903296 3835"
                        + " 18446744073709551615 1 1 0 0 0 0 0 4096 1256 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n");
        assertEquals("process_api", stat.name());
        assertEquals('S', stat.state());
        assertEquals(45, stat.userTicks());
        assertEquals(246, stat.systemTicks());
        assertEquals(13, stat.threads());
        assertEquals(24, stat.startTicks());
        assertEquals(46903296, stat.virtualBytes());
        assertEquals(3835, stat.residentPages());
        assertFalse(stat.isZombie());
    }

    @Test
    void aProcessCannotForgeItsStatByItsName() {
        ProcessStat stat = ProcessStat.parse(
                "77 (x) R 1 (y z) Z 1 77 77 34816 -1 4228108 0 0 0 0 3 4 0 0 20 0 1 0 555 0 0 18446744073709551615 0 0 0");
        assertEquals("x) R 1 (y z", stat.name());
        assertTrue(stat.isZombie());
        assertEquals(1, stat.parentPid());
        assertEquals(34816, stat.terminal());
        assertEquals(555, stat.startTicks());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 (a", "1 (a) S 0 0", ") ("})
    void whatIsNotAStatIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> ProcessStat.parse(text));
    }

    @Test
    void statusOfAProcess() {
        ProcessStatus status = ProcessStatus.parse("""
                Name:\tprocess_api
                Umask:\t0022
                State:\tS (sleeping)
                Pid:\t1
                Uid:\t0\t1\t0\t0
                Gid:\t7\t0\t0\t0
                Groups:\t\s
                NSpid:\t4711\t1
                VmRSS:\t   15436 kB
                CapInh:\t0000000000000000
                CapPrm:\t000001ffffffffff
                CapBnd:\t000001fffeffffff
                Seccomp:\t0
                Cpus_allowed_list:\t0-1
                """);
        assertEquals(List.of(4711, 1), status.namespacePids());
        assertEquals(0, status.realUid());
        assertEquals(1, status.effectiveUid());
        assertEquals(7, status.realGid());
        assertEquals(15436L * 1024, status.bytes("VmRSS"));
        assertEquals(0, status.bytes("VmSwap"));
        assertEquals(0x1ffffffffffL, status.capabilities("CapPrm"));
        assertEquals("S (sleeping)", status.field("State"));
        assertEquals("", status.field("Nonsense"));
    }

    @Test
    void groupsOfAProcessInTheHybridLayout() {
        List<CgroupMembership> groups = CgroupMembership.parse("""
                9:name=systemd:/
                4:memory:/process_api/04b4f5eb76afa1219cff8abf8e66cfcb
                2:cpu,cpuacct:/a:b
                0::/
                """);
        assertEquals(4, groups.size());
        assertEquals(
                "/process_api/04b4f5eb76afa1219cff8abf8e66cfcb", groups.get(1).path());
        assertEquals(new CgroupMembership(2, List.of("cpu", "cpuacct"), "/a:b"), groups.get(2));
        assertEquals(new CgroupMembership(0, List.of(), "/"), groups.get(3));
    }

    @Test
    void memoryOfTheMachine() {
        MemInfo info = MemInfo.parse("""
                MemTotal:       24684084 kB
                MemFree:        24139124 kB
                MemAvailable:   24259312 kB
                Buffers:            7912 kB
                SwapTotal:             0 kB
                """);
        assertEquals(new MemInfo(24684084L << 10, 24139124L << 10, 24259312L << 10, 0, 0), info);
    }

    @Test
    void cpuTimeOfTheMachine() {
        HostCpu cpu = HostCpu.parse("""
                cpu  169735 1935 34317 536885 1094 0 388 100 0 0
                cpu0 84246 974 15831 270831 199 0 86 44 0 0
                cpu1 85488 961 18485 266054 894 0 301 56 0 0
                intr 4838782 0 0
                ctxt 1
                """);
        assertEquals(2, cpu.online());
        assertEquals((169735 + 1935 + 34317 + 536885 + 1094 + 388) * 10_000_000L, cpu.totalNanos());
    }

    @Test
    void keysAndNumbers() {
        assertEquals(
                Map.of("oom_kill_disable", 0L, "under_oom", 0L, "oom_kill", 2L),
                KeyValues.parse("oom_kill_disable 0\nunder_oom 0\noom_kill 2\n"));
        assertEquals(Map.of("a", Long.MAX_VALUE), KeyValues.parse("a max\nnonsense\nb c\n d 1\n e"));
        assertEquals(Long.MAX_VALUE, KeyValues.number("18446744073709551615"));
        assertEquals(-1, KeyValues.number("-1"));
        assertEquals(0, KeyValues.number(""));
        assertEquals(0, KeyValues.number("-"));
    }

    @Test
    void kernelVersionsCompareByTheirFirstTwoNumbers() {
        KernelVersion running = KernelVersion.parse("6.18.44-fc-v669\n");
        assertEquals("6.18", running.toString());
        assertTrue(running.compareTo(KernelVersion.parse("4.8")) > 0);
        assertTrue(running.compareTo(KernelVersion.parse("6.2")) > 0);
        assertEquals(0, running.compareTo(KernelVersion.parse("6.18.0-rc1")));
        assertThrows(IllegalArgumentException.class, () -> KernelVersion.parse("six"));
    }

    @Test
    void aNumberOfSeveralDigitsBelowProcSysIsReadWhole() throws Exception {
        // pid_max has at least five digits; read piecemeal it would have one.
        assertTrue(KernelText.read(Path.of("/proc/sys/kernel/pid_max")).strip().length() >= 5);
    }

    @Test
    void aTextLongerThanTheFirstReadIsReadWhole() throws Exception {
        String text = KernelText.read(Path.of("/proc/kallsyms"));
        assertTrue(text.length() > 100_000 && text.endsWith("\n"));
    }

    @Test
    void thisProcessIsThereAndOneThatCannotExistIsNot() {
        int pid = (int) ProcessHandle.current().pid();
        assertEquals(pid, ProcessStat.of(pid).orElseThrow().pid());
        assertTrue(ProcessStatus.of(pid).orElseThrow().bytes("VmRSS") > 0);
        assertFalse(CgroupMembership.of(pid).orElseThrow().isEmpty());
        assertEquals(Optional.empty(), ProcessStat.of(Integer.MAX_VALUE));
    }
}
