package dev.gantry.engine.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.engine.doctor.Finding.Level;
import dev.gantry.engine.linux.proc.MountInfo;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DoctorTest {
    private static final String ROOT_STATUS = "Name:\tjava\nUid:\t0\t0\t0\t0\nCapEff:\t000001ffffffffff\n";
    private static final String CONTAINED_STATUS = "Name:\tjava\nUid:\t0\t0\t0\t0\nCapEff:\t00000000a80425fb\n";
    private static final String USER_STATUS = "Name:\tjava\nUid:\t1000\t1000\t1000\t1000\nCapEff:\t0000000000000000\n";

    private static final List<MountInfo> UNIFIED = MountInfo.parse("""
            24 1 259:2 / / rw,relatime shared:1 - ext4 /dev/root rw
            25 24 0:22 / /run rw,nosuid,nodev shared:2 - tmpfs tmpfs rw,size=803296k
            30 24 0:26 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:9 - cgroup2 cgroup2 rw,nsdelegate
            """);
    private static final List<MountInfo> LEGACY = MountInfo.parse("""
            24 1 259:2 / / rw,relatime - overlay overlay rw,lowerdir=/l,upperdir=/u,workdir=/w
            31 24 0:27 / /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct
            32 24 0:28 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
            33 24 0:29 / /sys/fs/cgroup/devices rw,relatime - cgroup cgroup rw,devices
            34 24 0:30 / /sys/fs/cgroup/freezer rw,relatime - cgroup cgroup rw,freezer
            35 24 0:31 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
            """);

    @Test
    void examinesThisMachineWithoutFailing() {
        List<Finding> findings = Doctor.check(Path.of("/nowhere/at/all"), Path.of("/run/nowhere"));
        assertEquals(12, findings.size());
        assertTrue(
                findings.stream()
                        .noneMatch(f -> f.level() != Level.GOOD && f.remedy().isEmpty()),
                "each has a remedy");
    }

    @Test
    void refusesKernelsThatLackTheNewestCall() {
        assertFalse(KernelChecks.version("5.10.0-28-amd64").prevents());
        assertFalse(KernelChecks.version("6.1.0").prevents());
        assertTrue(KernelChecks.version("5.9.16").prevents());
        assertTrue(KernelChecks.version("4.19.0-27").prevents());
        assertTrue(KernelChecks.version("").prevents());
    }

    @Test
    void namesTheMissingNamespaces() {
        Finding finding = KernelChecks.namespaces(Set.of("mnt", "pid", "uts", "ipc", "user"));
        assertTrue(finding.prevents());
        assertTrue(finding.detail().contains("cgroup net"), finding.detail());
    }

    @Test
    void wantsUserNamespacesButDoesWithout() {
        assertEquals(Level.GOOD, KernelChecks.userNamespaces("63459").level());
        assertEquals(Level.NOTICE, KernelChecks.userNamespaces("0").level());
        assertEquals(Level.NOTICE, KernelChecks.userNamespaces("").level());
    }

    @Test
    void saysHowToLoadOverlayfsWhereItIsAModule() {
        assertFalse(KernelChecks.overlay("nodev\tsysfs\nnodev\toverlay\n\text4\n", false)
                .prevents());
        assertTrue(KernelChecks.overlay("nodev\tsysfs\n", true).line().contains("modprobe overlay"));
        assertTrue(KernelChecks.overlay("nodev\tsysfs\n", false).line().contains("CONFIG_OVERLAY_FS"));
    }

    @Test
    void needsSystemCallFilters() {
        assertFalse(KernelChecks.seccomp("kill_process kill_thread trap errno user_notif trace log allow")
                .prevents());
        assertTrue(KernelChecks.seccomp("").prevents());
    }

    @Test
    void tellsRootFromRootInAContainer() {
        assertFalse(ProgramChecks.privileges(ROOT_STATUS).prevents());
        assertTrue(ProgramChecks.privileges(CONTAINED_STATUS).detail().contains("CAP_SYS_ADMIN"));
        assertTrue(ProgramChecks.privileges(USER_STATUS).detail().contains("not root"));
        assertTrue(ProgramChecks.privileges("").prevents());
    }

    @Test
    void acceptsUnifiedControlGroupsOnlyWithTheirControllers() {
        assertEquals(
                "version 2 with cpu memory pids",
                cgroup(UNIFIED, "cpuset cpu io memory pids").detail());
        Finding without = cgroup(UNIFIED, "cpu pids");
        assertTrue(without.prevents());
        assertTrue(without.detail().endsWith("controllers memory"), without.detail());
    }

    @Test
    void namesTheControllerThatVersionOneLacks() {
        Finding finding = cgroup(LEGACY, "");
        assertTrue(finding.prevents());
        assertTrue(finding.detail().endsWith("controllers pids"), finding.detail());
        assertTrue(cgroup(List.of(), "").detail().contains("none is mounted"));
    }

    private static Finding cgroup(List<MountInfo> mounts, String controllers) {
        return CgroupCheck.examine(mounts, file -> file.equals("/sys/fs/cgroup/cgroup.controllers") ? controllers : "");
    }

    @Test
    void judgesTheFileSystemThatTheDataRootIsReallyOn() {
        assertFalse(
                StorageChecks.fileSystem(Path.of("/var/lib/gantry"), UNIFIED).prevents());
        assertTrue(StorageChecks.fileSystem(Path.of("/var/lib/gantry"), LEGACY).prevents());
        assertEquals(
                Level.GOOD,
                StorageChecks.execRoot(Path.of("/run/gantry"), UNIFIED).level());
        assertEquals(
                Level.NOTICE,
                StorageChecks.execRoot(Path.of("/runner/gantry"), UNIFIED).level());
    }

    @Test
    void warnsBeforeTheDiskIsFull() {
        assertEquals(Level.GOOD, StorageChecks.space(Path.of("/x"), 5L << 30).level());
        assertEquals(
                Level.NOTICE, StorageChecks.space(Path.of("/x"), 500L << 20).level());
        assertEquals(Level.NOTICE, StorageChecks.space(Path.of("/x"), -1).level());
    }

    @Test
    void noticesAPortInUse() throws Exception {
        try (var taken = new ServerSocket(0)) {
            assertEquals(Level.NOTICE, ProgramChecks.port(taken.getLocalPort()).level());
        }
    }
}
