package dev.gantry.engine.cgroup.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gantry.engine.cgroup.ResourceLimits;
import dev.gantry.engine.linux.proc.MountInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class V1HierarchiesTest {
    @Test
    void controllersMountedTogetherShareADirectory() {
        V1Hierarchies hierarchies = V1Hierarchies.find(MountInfo.parse("""
                30 23 0:26 / /sys/fs/cgroup/systemd rw,nosuid shared:9 - cgroup cgroup rw,xattr,name=systemd
                35 25 0:31 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid,nodev,noexec shared:16 - cgroup cgroup rw,cpu,cpuacct
                36 25 0:32 / /sys/fs/cgroup/memory rw,nosuid,nodev,noexec shared:17 - cgroup cgroup rw,memory
                """));
        assertEquals(Set.of("memory", "cpu", "cpuacct"), hierarchies.controllers());
        assertEquals(
                Set.of(Path.of("/sys/fs/cgroup/memory"), Path.of("/sys/fs/cgroup/cpu,cpuacct")), hierarchies.roots());
        assertEquals(hierarchies.directory("cpu", "gantry"), hierarchies.directory("cpuacct", "gantry"));
        assertEquals(Optional.empty(), hierarchies.directory("pids", "gantry"));
    }

    @Test
    void aMountWhoseOptionsOnlyContainTheNameIsNotTaken() {
        V1Hierarchies hierarchies =
                V1Hierarchies.find(MountInfo.parse("30 23 0:26 / /sys/fs/cgroup/x rw - cgroup cgroup rw,name=memory\n"
                        + "31 23 0:27 / /sys/fs/cgroup/y rw - cgroup cgroup rw,cpuset\n"));
        assertEquals(Set.of("cpuset"), hierarchies.controllers());
    }

    @Test
    void cpusetIsLeftOutUnlessItIsLimited() {
        V1Hierarchies hierarchies = V1Hierarchies.find(
                MountInfo.parse(
                        "30 23 0:26 / /c/memory rw - cgroup cgroup rw,memory\n31 23 0:27 / /c/cpuset rw - cgroup cgroup rw,cpuset\n"));
        assertEquals(List.of("memory"), hierarchies.usedAtCreation(ResourceLimits.NONE));
        ResourceLimits limits = ResourceLimits.builder().cpusetCpus("0").build();
        assertEquals(List.of("memory", "cpuset"), hierarchies.usedAtCreation(limits));
    }
}
