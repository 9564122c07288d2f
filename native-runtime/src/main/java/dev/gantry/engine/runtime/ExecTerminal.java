package dev.gantry.engine.runtime;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.linux.FileDescriptor;
import dev.gantry.engine.linux.FileTree;
import dev.gantry.engine.linux.Terminals;
import dev.gantry.engine.spec.StreamSpec;

/** A pseudo-terminal of a running container's own devpts, opened from outside. */
final class ExecTerminal {
    private ExecTerminal() {}

    /**
     * The container may have put anything in the place of /dev/pts; what is opened is used only if it lies in a
     * devpts and the kernel takes it for a pseudo-terminal's master (CVE-2025-52565).
     */
    static void open(FileDescriptor root, StreamSpec streams, Sandbox sandbox) {
        long inside = FileTree.RESOLVE_IN_ROOT | FileTree.RESOLVE_NO_SYMLINKS;
        try (FileDescriptor found = FileTree.openAt2(root, "dev/pts/ptmx", FileTree.O_PATH, 0, inside)) {
            if (!Terminals.isInDevpts(found)) {
                throw EngineException.conflict("the container has replaced its /dev/pts; it can have no new terminal");
            }
            // Reopened only after it has been looked at: opening a device can have effects.
            FileDescriptor master = FileTree.open(found.procPath(), FileTree.O_RDWR, 0);
            sandbox.setTerminal(master, Terminals.openPeer(master));
            if (streams.rows() > 0 && streams.columns() > 0) {
                Terminals.setSize(master, streams.rows(), streams.columns());
            }
        }
    }
}
