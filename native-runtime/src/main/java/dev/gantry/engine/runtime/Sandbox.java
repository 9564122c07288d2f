package dev.gantry.engine.runtime;

import dev.gantry.engine.linux.FileDescriptor;
import dev.gantry.engine.spec.Identity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A prepared sandbox: namespaces and mounts that live as long as these descriptors, or as the first process that has
 * entered them. Closing it gives up what the process does not hold.
 */
final class Sandbox implements AutoCloseable {
    private final List<FileDescriptor> all = new ArrayList<>();
    private final List<FileDescriptor> namespaces = new ArrayList<>();
    private @Nullable FileDescriptor root;
    private @Nullable FileDescriptor nullDevice;
    private @Nullable FileDescriptor master;
    private @Nullable FileDescriptor slave;
    private Identity identity = new Identity(0, 0, List.of(), "/");

    FileDescriptor keep(FileDescriptor fd) {
        all.add(fd);
        return fd;
    }

    void addNamespace(FileDescriptor fd) {
        namespaces.add(keep(fd));
    }

    void setRoot(FileDescriptor fd) {
        root = keep(fd);
    }

    void setNullDevice(FileDescriptor fd) {
        nullDevice = keep(fd);
    }

    void setTerminal(FileDescriptor newMaster, FileDescriptor newSlave) {
        master = keep(newMaster);
        slave = keep(newSlave);
    }

    void setIdentity(Identity found) {
        identity = found;
    }

    /** Who the process is to run as, looked up in the container's own user database. */
    Identity identity() {
        return identity;
    }

    /** Adds what the launcher needs of it. */
    void describe(LauncherConfig config) {
        for (FileDescriptor namespace : namespaces) {
            config.descriptor("namespace", namespace);
        }
        if (root != null) {
            config.descriptor("root", root);
        }
        if (nullDevice != null) {
            config.descriptor("null", nullDevice);
        }
        if (master != null && slave != null) {
            config.descriptor("master", master).descriptor("slave", slave);
        }
    }

    @Override
    public void close() {
        all.reversed().forEach(FileDescriptor::close);
    }
}
