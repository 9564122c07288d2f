package dev.gantry.engine.linux;

import static dev.gantry.engine.linux.FileNames.cString;

import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Owners, permissions and times: fchownat(2), fchmodat(2), utimensat(2), and statx(2) to read them. A {@code null} name
 * means the open file itself. Symbolic links are never followed.
 */
public final class FileAttributes {
    /**
     * What statx(2) tells.
     *
     * @param mode type and permissions, see {@link FileTree#S_IFMT}
     * @param size bytes
     * @param inode unique together with the device
     */
    public record Status(int mode, long links, int uid, int gid, long inode, long size, int major, int minor) {
        public boolean isDirectory() {
            return (mode & FileTree.S_IFMT) == FileTree.S_IFDIR;
        }

        public boolean isRegular() {
            return (mode & FileTree.S_IFMT) == FileTree.S_IFREG;
        }

        /** A character device 0:0, overlayfs's mark for "deleted here". */
        public boolean isWhiteout() {
            return (mode & FileTree.S_IFMT) == FileTree.S_IFCHR && major == 0 && minor == 0;
        }

        /** Permissions alone, with the setuid, setgid and sticky bits. */
        public int permissions() {
            return mode & 07777;
        }
    }

    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_BASIC_STATS = 0x7ff;
    private static final int STATX_SIZE = 256;

    private FileAttributes() {}

    static {
        Native.register(FileAttributes.class, "c");
    }

    private static native int fchownat(int dirfd, byte[] path, int uid, int gid, int flags);

    private static native int fchmod(int fd, int mode);

    private static native int fchmodat(int dirfd, byte[] path, int mode, int flags);

    private static native int utimensat(int dirfd, byte[] path, byte[] times, int flags);

    private static native int statx(int dirfd, byte[] path, int flags, int mask, byte[] buffer);

    /** Sets owner and group; clears the setuid and setgid bits and capabilities of what can be executed. */
    public static void setOwner(FileDescriptor directory, @Nullable String name, int uid, int gid) {
        int flags = AT_SYMLINK_NOFOLLOW | (name == null ? AT_EMPTY_PATH : 0);
        LibC.check(fchownat(directory.number(), path(name), uid, gid, flags), "chown " + name);
    }

    /** Sets the permissions of a file opened for reading or writing. */
    public static void setMode(FileDescriptor file, int mode) {
        LibC.check(fchmod(file.number(), mode), "chmod");
    }

    /** Sets the permissions of a name that is known not to be a symbolic link, which chmod(2) would follow. */
    public static void setMode(FileDescriptor directory, String name, int mode) {
        LibC.check(fchmodat(directory.number(), cString(name), mode, 0), "chmod " + name);
    }

    /** Sets the time of the last modification, and that of the last access to the same. */
    public static void setModified(FileDescriptor directory, @Nullable String name, Instant time) {
        // struct timespec[2]: access, modification.
        ByteBuffer times = ByteBuffer.allocate(32).order(ByteOrder.nativeOrder());
        for (int i = 0; i < 2; i++) {
            times.putLong(time.getEpochSecond()).putLong(time.getNano());
        }
        int flags = AT_SYMLINK_NOFOLLOW | (name == null ? AT_EMPTY_PATH : 0);
        LibC.check(utimensat(directory.number(), path(name), times.array(), flags), "utimensat " + name);
    }

    /** Works on files opened by O_PATH too. */
    public static Status status(FileDescriptor directory, @Nullable String name) {
        ByteBuffer b = ByteBuffer.allocate(STATX_SIZE).order(ByteOrder.nativeOrder());
        int flags = AT_SYMLINK_NOFOLLOW | (name == null ? AT_EMPTY_PATH : 0);
        LibC.check(statx(directory.number(), path(name), flags, STATX_BASIC_STATS, b.array()), "stat " + name);
        // Offsets of struct statx, include/uapi/linux/stat.h.
        return new Status(
                b.getShort(28) & 0xffff,
                b.getInt(16) & 0xffffffffL,
                b.getInt(20),
                b.getInt(24),
                b.getLong(32),
                b.getLong(40),
                b.getInt(128),
                b.getInt(132));
    }

    private static byte[] path(@Nullable String name) {
        return cString(name == null ? "" : name);
    }
}
