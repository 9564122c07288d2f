package dev.gantry.engine.container;

import dev.gantry.engine.cgroup.Cgroup;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.runtime.ProcessRuntime.CgroupPlace;
import dev.gantry.engine.snapshot.Snapshotter;
import dev.gantry.engine.spec.MountEntry;
import dev.gantry.engine.spec.SandboxSpec;
import dev.gantry.engine.spec.StreamSpec;
import dev.gantry.engine.storage.EngineLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Works out the surroundings of a container's processes from its record. */
final class SandboxPlanner {
    /** Namespaced by the kernel, so harmless to others: the IPC namespace's own, and with a network of its own net.*. */
    private static final Pattern SYSCTL =
            Pattern.compile("(kernel\\.(msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)"
                    + "|fs\\.mqueue\\.[a-z_]+|net(\\.[A-Za-z0-9_-]+)+)");

    private final EngineLayout layout;
    private final Snapshotter snapshots;

    SandboxPlanner(EngineLayout layout, Snapshotter snapshots) {
        this.layout = layout;
        this.snapshots = snapshots;
    }

    /** INVALID_PARAMETER for what can never work. */
    static void check(HostSpec host) {
        boolean hostNetwork = isHostNetwork(host);
        for (String name : host.sysctls().keySet()) {
            if (!SYSCTL.matcher(name).matches()) {
                throw EngineException.invalid("sysctl '" + name + "' is not allowed: it is not namespaced");
            }
            if (hostNetwork && name.startsWith("net.")) {
                throw EngineException.invalid("sysctl '" + name + "' not allowed in host network namespace");
            }
        }
        if (host.shmSize() < 0) {
            throw EngineException.invalid("SHM size can not be less than 0");
        }
    }

    static boolean isHostNetwork(HostSpec host) {
        return host.networkMode().equals("host");
    }

    /**
     * @param cgroupDirectories what appears below /sys/fs/cgroup
     */
    SandboxSpec sandbox(ContainerRecord record, Map<String, Path> cgroupDirectories) {
        ContainerSpec spec = record.spec();
        HostSpec host = spec.host();
        boolean open = host.privileged();
        List<String> masked = host.maskedPaths() == null ? SandboxSpec.DEFAULT_MASKED_PATHS : host.maskedPaths();
        List<String> readonly =
                host.readonlyPaths() == null ? SandboxSpec.DEFAULT_READONLY_PATHS : host.readonlyPaths();
        return new SandboxSpec(
                snapshots.mount(record.id()),
                spec.hostname(),
                spec.domainname(),
                isHostNetwork(host),
                cgroupDirectories,
                mounts(record),
                host.sysctls(),
                open ? List.of() : masked,
                open ? List.of() : readonly,
                host.readonlyRootfs(),
                host.shmSize() == 0 ? SandboxSpec.DEFAULT_SHM_SIZE : host.shmSize(),
                open);
    }

    private List<MountEntry> mounts(ContainerRecord record) {
        String id = record.id();
        List<MountEntry> mounts = new ArrayList<>(List.of(
                new MountEntry.Bind(layout.containerResolvConf(id), "/etc/resolv.conf", false, false),
                new MountEntry.Bind(layout.containerHostname(id), "/etc/hostname", false, false),
                new MountEntry.Bind(layout.containerHosts(id), "/etc/hosts", false, false)));
        record.mounts().stream()
                // Outer targets first, so that a mount never hides one below it.
                .sorted(java.util.Comparator.comparingInt(
                        m -> Path.of(m.destination()).getNameCount()))
                .forEach(mount -> mounts.add(entry(mount)));
        return mounts;
    }

    private static MountEntry entry(ContainerView.MountPoint mount) {
        return switch (mount.type()) {
            case BIND -> new MountEntry.Bind(Path.of(mount.source()), mount.destination(), !mount.writable(), false);
            case VOLUME -> {
                boolean seed = !java.util.Arrays.asList(mount.mode().split(",")).contains("nocopy");
                yield new MountEntry.Bind(Path.of(mount.source()), mount.destination(), !mount.writable(), seed);
            }
            case TMPFS -> {
                TmpfsOptions options = TmpfsOptions.parse(mount.mode());
                yield new MountEntry.Tmpfs(mount.destination(), options.flags(), options.data());
            }
        };
    }

    StreamSpec streams(ContainerRecord record, boolean attached) {
        ContainerSpec spec = record.spec();
        HostSpec host = spec.host();
        StreamSpec.Log log = LogSettings.of(host.log())
                .map(s -> s.on(layout.containerLog(record.id())))
                .orElse(null);
        return new StreamSpec(
                spec.tty(),
                host.consoleRows(),
                host.consoleColumns(),
                spec.openStdin(),
                spec.stdinOnce(),
                attached,
                log);
    }

    static CgroupPlace place(Cgroup cgroup) {
        return new CgroupPlace(cgroup.cloneTarget(), cgroup.procsFiles());
    }

    /** Where the group's directories appear inside: by hierarchy on v1, as the one tree on v2. */
    static Map<String, Path> directories(Cgroup cgroup) {
        if (cgroup.cloneTarget().isPresent()) {
            return Map.of("", cgroup.cloneTarget().get());
        }
        Map<String, Path> directories = new LinkedHashMap<>();
        int depth = Path.of(cgroup.path()).getNameCount();
        for (Path procs : cgroup.procsFiles()) {
            Path directory = Objects.requireNonNull(procs.getParent());
            Path hierarchy = directory.getName(directory.getNameCount() - depth - 1);
            directories.put(hierarchy.toString(), directory);
        }
        return directories;
    }
}
