package dev.gantry.engine.runtime;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.linux.Errno;
import dev.gantry.engine.linux.FileDescriptor;
import dev.gantry.engine.linux.FileTree;
import dev.gantry.engine.linux.LinuxException;
import dev.gantry.engine.linux.Mounts;
import dev.gantry.engine.linux.Namespaces;
import dev.gantry.engine.linux.Sockets;
import dev.gantry.engine.linux.Terminals;
import dev.gantry.engine.spec.MountEntry;
import dev.gantry.engine.spec.ProcessSpec;
import dev.gantry.engine.spec.SandboxSpec;
import dev.gantry.engine.spec.StreamSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Makes a container's namespaces and fills its mount namespace, on a thread of its own: the calling thread ends up
 * inside them and must be thrown away. Everything but /proc and the change of root, which need the container's pid
 * namespace and are the launcher's.
 */
final class SandboxBuilder {
    private static final long QUIET = Mounts.NO_SUID | Mounts.NO_DEV | Mounts.NO_EXEC;

    private final SandboxSpec spec;
    private final StreamSpec streams;
    private final ProcessSpec process;
    private final Sandbox sandbox = new Sandbox();

    SandboxBuilder(SandboxSpec spec, StreamSpec streams, ProcessSpec process) {
        this.spec = spec;
        this.process = process;
        this.streams = streams;
    }

    /** Returns the sandbox, or undoes everything and throws. */
    Sandbox build() {
        try {
            enterNewNamespaces();
            RootDirectory root = mountRoot();
            root.plainDirectory("/proc").close();
            mountDevices(root);
            mountKernel(root);
            for (MountEntry entry : spec.mounts()) {
                mountEntry(root, entry);
            }
            prepareProcess(root);
            setSysctls();
            keepNamespaces();
            return sandbox;
        } catch (RuntimeException e) {
            sandbox.close();
            throw e;
        }
    }

    private void enterNewNamespaces() {
        int network = spec.hostNetwork() ? 0 : Namespaces.NETWORK;
        Namespaces.unshareThread(Namespaces.MOUNT | Namespaces.UTS | Namespaces.IPC | network);
        Mounts.makeAllPrivate();
        Namespaces.clearThreadFileMask();
        Namespaces.setHostName(spec.hostName());
        if (!spec.domainName().isEmpty()) {
            Namespaces.setDomainName(spec.domainName());
        }
        if (!spec.hostNetwork()) {
            Sockets.bringLoopbackUp();
        }
    }

    private RootDirectory mountRoot() {
        Namespaces.changeThreadDirectory(spec.root().base().toString());
        String target = spec.root().target().toString();
        Mounts.mount("overlay", target, 0, spec.root().options());
        FileDescriptor fd = FileTree.open(target, FileTree.O_PATH | FileTree.O_DIRECTORY, 0);
        sandbox.setRoot(fd);
        return new RootDirectory(fd);
    }

    private void mountDevices(RootDirectory root) {
        mountNew("tmpfs", root.plainDirectory("/dev"), Mounts.NO_SUID | Mounts.STRICT_ATIME, "mode=755,size=65536k");
        try (FileDescriptor dev = root.plainDirectory("/dev")) {
            DeviceNodes.create(dev);
            sandbox.setNullDevice(DeviceNodes.openNull(dev));
            mountNew(
                    "devpts",
                    root.plainDirectory("/dev/pts"),
                    Mounts.NO_SUID | Mounts.NO_EXEC,
                    "newinstance,ptmxmode=0666,mode=0620,gid=5");
            mountNew("tmpfs", root.plainDirectory("/dev/shm"), QUIET, "mode=1777,size=" + spec.shmSize());
            mountNew("mqueue", root.plainDirectory("/dev/mqueue"), QUIET, "");
            if (streams.terminal()) {
                openTerminal(root, dev);
            }
        }
    }

    private void openTerminal(RootDirectory root, FileDescriptor dev) {
        FileDescriptor master;
        try (FileDescriptor pts = root.plainDirectory("/dev/pts")) {
            master = FileTree.openAt(pts, "ptmx", FileTree.O_RDWR, 0);
        }
        FileDescriptor slave = Terminals.openPeer(master);
        sandbox.setTerminal(master, slave);
        if (streams.rows() > 0 && streams.columns() > 0) {
            Terminals.setSize(master, streams.rows(), streams.columns());
        }
        int create = FileTree.O_WRONLY | FileTree.O_CREAT | FileTree.O_EXCL;
        try (FileDescriptor console = FileTree.openAt(dev, "console", create, 0620);
                FileDescriptor tree = Mounts.cloneTree(slave, false)) {
            Mounts.attach(tree, console);
        }
    }

    private void mountKernel(RootDirectory root) {
        long access = spec.writableKernel() ? 0 : Mounts.READ_ONLY;
        mountNew("sysfs", root.plainDirectory("/sys"), QUIET | access, "");
        Path unified = spec.cgroups().get("");
        if (unified != null) {
            bindCgroup(root, unified, "/sys/fs/cgroup");
            return;
        }
        mountNew("tmpfs", root.plainDirectory("/sys/fs/cgroup"), QUIET, "mode=755,size=64k");
        for (Map.Entry<String, Path> group : spec.cgroups().entrySet()) {
            bindCgroup(root, group.getValue(), "/sys/fs/cgroup/" + group.getKey());
        }
        if (!spec.writableKernel()) {
            try (FileDescriptor top = root.plainDirectory("/sys/fs/cgroup")) {
                Mounts.makeReadOnly(top, false);
            }
        }
    }

    private void bindCgroup(RootDirectory root, Path source, String target) {
        try (FileDescriptor from = FileTree.open(source.toString(), FileTree.O_PATH | FileTree.O_DIRECTORY, 0);
                FileDescriptor to = root.plainDirectory(target);
                FileDescriptor tree = Mounts.cloneTree(from, false)) {
            if (!spec.writableKernel()) {
                Mounts.makeReadOnly(tree, false);
            }
            Mounts.attach(tree, to);
        }
    }

    private static void mountEntry(RootDirectory root, MountEntry entry) {
        try {
            switch (entry) {
                case MountEntry.Bind bind -> bind(root, bind);
                case MountEntry.Tmpfs tmpfs ->
                    mountNew("tmpfs", root.directory(tmpfs.target()), tmpfs.flags(), tmpfs.options());
            }
        } catch (LinuxException e) {
            String hint = e.is(Errno.ENOTDIR) || e.is(Errno.EISDIR)
                    ? " (a directory can only be mounted on a directory, a file only on a file)"
                    : "";
            throw new LinuxException("mount on " + entry.target() + hint + ": " + e.getMessage(), e.errno());
        }
    }

    private static void bind(RootDirectory root, MountEntry.Bind bind) {
        boolean directory = Files.isDirectory(bind.source());
        try (FileDescriptor from = FileTree.open(bind.source().toString(), FileTree.O_PATH, 0);
                FileDescriptor to = directory ? root.directory(bind.target()) : root.file(bind.target());
                FileDescriptor tree = Mounts.cloneTree(from, true)) {
            if (bind.seed() && directory) {
                new VolumeSeeder().seed(to, from);
            }
            if (bind.readonly()) {
                Mounts.makeReadOnly(tree, true);
            }
            Mounts.attach(tree, to);
        }
    }

    private static void mountNew(String type, FileDescriptor target, long flags, String options) {
        try (target) {
            Mounts.mount(type, target.procPath(), flags, options);
        }
    }

    private void prepareProcess(RootDirectory root) {
        sandbox.setIdentity(UserDatabase.of(root).resolve(process.user(), process.groups()));
        try {
            root.directory(process.workingDirectory()).close();
        } catch (LinuxException e) {
            throw EngineException.invalid("the working directory " + process.workingDirectory() + " cannot be used: "
                    + Errno.describe(e.errno()));
        }
    }

    private void setSysctls() {
        for (Map.Entry<String, String> sysctl : spec.sysctls().entrySet()) {
            Path file = Path.of("/proc/sys", sysctl.getKey().replace('.', '/'));
            try {
                Files.writeString(file, sysctl.getValue());
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "sysctl " + sysctl.getKey() + "=" + sysctl.getValue() + " was refused by the kernel: " + e, e);
            }
        }
    }

    private void keepNamespaces() {
        List<String> kinds = spec.hostNetwork() ? List.of("uts", "ipc", "mnt") : List.of("uts", "ipc", "net", "mnt");
        for (String kind : kinds) {
            sandbox.addNamespace(FileTree.open("/proc/thread-self/ns/" + kind, FileTree.O_RDONLY, 0));
        }
    }
}
