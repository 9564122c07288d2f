package dev.gantry.engine.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** Pseudo-terminals of a particular devpts instance, see pts(4) and ioctl_tty(2). */
public final class Terminals {
    private static final long TIOCSPTLCK = 0x40045431L;
    private static final long TIOCGPTPEER = 0x5441;
    private static final long TIOCSWINSZ = 0x5414;
    private static final int O_RDWR_NOCTTY_CLOEXEC = 0x2 | 0x100 | 0x80000;
    private static final int WINSIZE_SIZE = 8;
    private static final long DEVPTS_SUPER_MAGIC = 0x1cd1;
    private static final int STATFS_SIZE = 120;

    private Terminals() {}

    static {
        Native.register(Terminals.class, "c");
    }

    private static native int ioctl(int fd, long request, Pointer argument);

    private static native int ioctl(int fd, long request, long argument);

    private static native int fstatfs(int fd, Pointer buffer);

    /** Whether an open file, possibly opened with O_PATH only, lies in a devpts file system, see statfs(2). */
    public static boolean isInDevpts(FileDescriptor file) {
        try (Memory buffer = new Memory(STATFS_SIZE)) {
            LibC.check(fstatfs(file.number(), buffer), "fstatfs");
            return buffer.getLong(0) == DEVPTS_SUPER_MAGIC;
        }
    }

    /**
     * The other side of a pseudo-terminal, opened through its master and not by a path, so that nobody can have put
     * something else in its place.
     */
    public static FileDescriptor openPeer(FileDescriptor master) {
        try (Memory unlocked = new Memory(4)) {
            unlocked.setInt(0, 0);
            LibC.check(ioctl(master.number(), TIOCSPTLCK, unlocked), "unlock the pseudo-terminal");
        }
        return new FileDescriptor(LibC.check(
                ioctl(master.number(), TIOCGPTPEER, O_RDWR_NOCTTY_CLOEXEC), "open the pseudo-terminal's other side"));
    }

    public static void setSize(FileDescriptor terminal, int rows, int columns) {
        try (Memory size = new Memory(WINSIZE_SIZE)) {
            size.clear();
            size.setShort(0, (short) rows);
            size.setShort(2, (short) columns);
            LibC.check(ioctl(terminal.number(), TIOCSWINSZ, size), "set the terminal's size");
        }
    }
}
