package dev.gantry.engine.doctor;

import dev.gantry.engine.linux.proc.MountInfo;
import java.nio.file.Path;
import java.util.List;

/** All checks of the machine. Takes a few milliseconds, needs no privileges and changes nothing. */
public final class Doctor {
    private Doctor() {}

    /**
     * What the engine needs to run with these roots, which may not exist yet. It can run when no finding
     * {@linkplain Finding#prevents() prevents} it.
     */
    public static List<Finding> check(Path dataRoot, Path execRoot) {
        List<MountInfo> mounts = MountInfo.ofSelf();
        return List.of(
                ProgramChecks.javaVersion(Runtime.version().feature()),
                ProgramChecks.privileges(Machine.text("/proc/self/status")),
                KernelChecks.version(Machine.line("/proc/sys/kernel/osrelease")),
                KernelChecks.namespaces(Machine.names("/proc/self/ns")),
                KernelChecks.userNamespaces(Machine.line("/proc/sys/user/max_user_namespaces")),
                KernelChecks.seccomp(Machine.line("/proc/sys/kernel/seccomp/actions_avail")),
                KernelChecks.overlay(Machine.text("/proc/filesystems"), Machine.moduleExists("overlay")),
                CgroupCheck.examine(mounts, Machine::line),
                StorageChecks.fileSystem(dataRoot.toAbsolutePath(), mounts),
                StorageChecks.space(dataRoot.toAbsolutePath(), Machine.usableBytes(dataRoot)),
                StorageChecks.execRoot(execRoot.toAbsolutePath(), mounts),
                ProgramChecks.nftables(Machine.libraryExists("libnftables.so.1")));
    }
}
