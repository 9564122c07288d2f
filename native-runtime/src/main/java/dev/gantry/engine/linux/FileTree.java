package dev.gantry.engine.linux;

import static dev.gantry.engine.linux.FileNames.cString;

import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Names in directories, each relative to an open directory: openat2(2), mkdirat(2), mknodat(2), symlinkat(2),
 * linkat(2), unlinkat(2), renameat2(2). With single-component names and without following links none of these can
 * leave the directory they are given. Names are encoded by {@link FileNames}.
 */
public final class FileTree {
    /** Flags of open(2); O_DIRECTORY and O_NOFOLLOW differ between architectures. */
    public static final int O_RDONLY = 0;

    public static final int O_WRONLY = 1;
    public static final int O_RDWR = 2;
    public static final int O_CREAT = 0100;
    public static final int O_EXCL = 0200;
    public static final int O_NONBLOCK = 04000;
    public static final int O_CLOEXEC = 02000000;
    public static final int O_PATH = 010000000;
    public static final int O_DIRECTORY = isArm() ? 040000 : 0200000;
    public static final int O_NOFOLLOW = isArm() ? 0100000 : 0400000;

    /** Flags of openat2(2): how the path may resolve. */
    public static final long RESOLVE_NO_XDEV = 0x01;

    public static final long RESOLVE_NO_MAGICLINKS = 0x02;
    public static final long RESOLVE_NO_SYMLINKS = 0x04;
    public static final long RESOLVE_BENEATH = 0x08;
    public static final long RESOLVE_IN_ROOT = 0x10;

    /** File types of mknod(2) and stat(2). */
    public static final int S_IFMT = 0170000;

    public static final int S_IFIFO = 0010000;
    public static final int S_IFCHR = 0020000;
    public static final int S_IFDIR = 0040000;
    public static final int S_IFBLK = 0060000;
    public static final int S_IFREG = 0100000;
    public static final int S_IFLNK = 0120000;

    private static final int AT_FDCWD = -100;
    private static final int AT_REMOVEDIR = 0x200;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int RENAME_NOREPLACE = 1;
    /** The same on x86-64 and arm64. */
    private static final long SYS_OPENAT2 = 437;

    private FileTree() {}

    static {
        Native.register(FileTree.class, "c");
    }

    private static native int openat(int dirfd, byte[] path, int flags, int mode);

    private static native long syscall(long number, long dirfd, byte[] path, byte[] how, long size);

    private static native int mkdirat(int dirfd, byte[] path, int mode);

    private static native int mknodat(int dirfd, byte[] path, int mode, long device);

    private static native int symlinkat(byte[] target, int dirfd, byte[] path);

    private static native int linkat(int oldDirfd, byte[] oldPath, int newDirfd, byte[] newPath, int flags);

    private static native int unlinkat(int dirfd, byte[] path, int flags);

    private static native int renameat2(int oldDirfd, byte[] oldPath, int newDirfd, byte[] newPath, int flags);

    private static native long readlinkat(int dirfd, byte[] path, byte[] buffer, long size);

    /** Opens a path of the host. Close-on-exec is added to the flags. */
    public static FileDescriptor open(String path, int flags, int mode) {
        return new FileDescriptor(LibC.check(openat(AT_FDCWD, cString(path), flags | O_CLOEXEC, mode), "open " + path));
    }

    /** Opens a name in a directory. Close-on-exec is added to the flags. */
    public static FileDescriptor openAt(FileDescriptor directory, String name, int flags, int mode) {
        return new FileDescriptor(
                LibC.check(openat(directory.number(), cString(name), flags | O_CLOEXEC, mode), "open " + name));
    }

    /** Opens a path below a directory, resolved as {@code resolve} (RESOLVE_…) says; needs Linux 5.6. */
    public static FileDescriptor openAt2(FileDescriptor directory, String path, int flags, int mode, long resolve) {
        // struct open_how: flags, mode, resolve, 64 bits each, in native byte order.
        byte[] how = ByteBuffer.allocate(24)
                .order(ByteOrder.nativeOrder())
                .putLong(flags | O_CLOEXEC)
                .putLong(mode)
                .putLong(resolve)
                .array();
        long fd = syscall(SYS_OPENAT2, directory.number(), cString(path), how, how.length);
        return new FileDescriptor((int) LibC.check(fd, "open " + path));
    }

    public static void makeDirectory(FileDescriptor directory, String name, int mode) {
        LibC.check(mkdirat(directory.number(), cString(name), mode), "mkdir " + name);
    }

    /**
     * Makes a device node, a fifo or a socket.
     *
     * @param mode type and permissions; the process's umask applies to the latter
     */
    public static void makeNode(FileDescriptor directory, String name, int mode, int major, int minor) {
        LibC.check(mknodat(directory.number(), cString(name), mode, device(major, minor)), "mknod " + name);
    }

    public static void makeSymbolicLink(FileDescriptor directory, String name, String target) {
        LibC.check(symlinkat(cString(target), directory.number(), cString(name)), "symlink " + name);
    }

    /** Gives an open file, which may be a symbolic link opened by O_PATH, one more name. Needs CAP_DAC_READ_SEARCH. */
    public static void makeHardLink(FileDescriptor file, FileDescriptor directory, String name) {
        LibC.check(
                linkat(file.number(), cString(""), directory.number(), cString(name), AT_EMPTY_PATH), "link " + name);
    }

    /** Removes anything but a directory. */
    public static void remove(FileDescriptor directory, String name) {
        LibC.check(unlinkat(directory.number(), cString(name), 0), "unlink " + name);
    }

    /** Removes an empty directory. */
    public static void removeDirectory(FileDescriptor directory, String name) {
        LibC.check(unlinkat(directory.number(), cString(name), AT_REMOVEDIR), "rmdir " + name);
    }

    /** Moves, and fails with EEXIST if the new name is in use. */
    public static void renameWithoutReplacing(
            FileDescriptor oldDirectory, String oldName, FileDescriptor newDirectory, String newName) {
        LibC.check(
                renameat2(
                        oldDirectory.number(),
                        cString(oldName),
                        newDirectory.number(),
                        cString(newName),
                        RENAME_NOREPLACE),
                "rename " + oldName + " to " + newName);
    }

    /** The target of a symbolic link. */
    public static String readSymbolicLink(FileDescriptor directory, String name) {
        byte[] buffer = new byte[4096];
        int length = (int)
                LibC.check(readlinkat(directory.number(), cString(name), buffer, buffer.length), "readlink " + name);
        return FileNames.decode(Arrays.copyOf(buffer, length));
    }

    /** glibc's and the kernel's 64-bit encoding, see makedev(3). */
    static long device(long major, long minor) {
        return (minor & 0xff) | (major & 0xfff) << 8 | (minor & ~0xffL) << 12 | (major & ~0xfffL) << 32;
    }

    private static boolean isArm() {
        return System.getProperty("os.arch").equals("aarch64");
    }
}
