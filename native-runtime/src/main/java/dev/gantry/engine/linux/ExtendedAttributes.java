package dev.gantry.engine.linux;

import static dev.gantry.engine.linux.FileNames.cString;

import com.sun.jna.Native;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Extended attributes, see xattr(7): of an open file (fgetxattr(2) and its like), or, given a name, of that entry of
 * an open directory without following it if it is a symbolic link (lgetxattr(2) and its like).
 */
public final class ExtendedAttributes {
    /** The largest value and the largest list of names, limits.h XATTR_SIZE_MAX and XATTR_LIST_MAX. */
    private static final int MAX = 65536;

    private ExtendedAttributes() {}

    static {
        Native.register(ExtendedAttributes.class, "c");
    }

    private static native int fsetxattr(int fd, byte[] name, byte[] value, long size, int flags);

    private static native int lsetxattr(byte[] path, byte[] name, byte[] value, long size, int flags);

    private static native long fgetxattr(int fd, byte[] name, byte[] value, long size);

    private static native long lgetxattr(byte[] path, byte[] name, byte[] value, long size);

    private static native long flistxattr(int fd, byte[] list, long size);

    private static native long llistxattr(byte[] path, byte[] list, long size);

    public static void set(FileDescriptor directory, @Nullable String file, String name, byte[] value) {
        int result = file == null
                ? fsetxattr(directory.number(), cString(name), value, value.length, 0)
                : lsetxattr(entry(directory, file), cString(name), value, value.length, 0);
        LibC.check(result, "set " + name + " of " + file);
    }

    /** The value; empty if the file has no such attribute. */
    public static Optional<byte[]> get(FileDescriptor directory, @Nullable String file, String name) {
        byte[] buffer = new byte[MAX];
        long size = file == null
                ? fgetxattr(directory.number(), cString(name), buffer, buffer.length)
                : lgetxattr(entry(directory, file), cString(name), buffer, buffer.length);
        if (size < 0 && LibC.errno() == Errno.ENODATA.number()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.copyOf(buffer, (int) LibC.check(size, "get " + name + " of " + file)));
    }

    /** The names of all attributes the caller may see. */
    public static List<String> list(FileDescriptor directory, @Nullable String file) {
        byte[] buffer = new byte[MAX];
        long size = file == null
                ? flistxattr(directory.number(), buffer, buffer.length)
                : llistxattr(entry(directory, file), buffer, buffer.length);
        List<String> names = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < LibC.check(size, "list attributes of " + file); i++) {
            if (buffer[i] == 0) {
                names.add(FileNames.decode(Arrays.copyOfRange(buffer, start, i)));
                start = i + 1;
            }
        }
        return names;
    }

    /** There is no lsetxattrat before Linux 6.13; the descriptor's path in /proc is as good. */
    private static byte[] entry(FileDescriptor directory, String file) {
        return cString(directory.procPath() + "/" + file);
    }
}
