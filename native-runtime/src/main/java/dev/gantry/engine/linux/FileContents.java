package dev.gantry.engine.linux;

import com.sun.jna.Native;
import java.util.Arrays;

/** Bytes of open files: write(2), read(2), ftruncate(2), lseek(2), fsync(2), syncfs(2). */
public final class FileContents {
    private FileContents() {}

    static {
        Native.register(FileContents.class, "c");
    }

    private static native long write(int fd, byte[] buffer, long count);

    private static native long read(int fd, byte[] buffer, long count);

    private static native int ftruncate(int fd, long length);

    private static native long lseek(int fd, long offset, int whence);

    private static native int fsync(int fd);

    private static native int syncfs(int fd);

    /** Writes the first {@code count} bytes at the file's position, all of them. */
    public static void write(FileDescriptor file, byte[] buffer, int count) {
        long written = LibC.check(write(file.number(), buffer, count), "write");
        while (written < count) {
            byte[] rest = Arrays.copyOfRange(buffer, (int) written, count);
            written += LibC.check(write(file.number(), rest, rest.length), "write");
        }
    }

    /** @return the number of bytes read; 0 at the end of the file */
    public static int read(FileDescriptor file, byte[] buffer) {
        return (int) LibC.check(read(file.number(), buffer, buffer.length), "read");
    }

    /** Sets the file's length; what is added reads as zeros and takes no space. */
    public static void truncate(FileDescriptor file, long length) {
        LibC.check(ftruncate(file.number(), length), "ftruncate");
    }

    /** Moves the file's position, also beyond its end: the gap takes no space. */
    public static void seek(FileDescriptor file, long position) {
        LibC.check(lseek(file.number(), position, 0), "lseek");
    }

    /** Returns when the file's content and attributes are on the disk. */
    public static void sync(FileDescriptor file) {
        LibC.check(fsync(file.number()), "fsync");
    }

    /** Returns when everything written so far to the file's whole file system is on the disk. */
    public static void syncFileSystem(FileDescriptor anyFileOnIt) {
        LibC.check(syncfs(anyFileOnIt.number()), "syncfs");
    }
}
