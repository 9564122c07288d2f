package dev.gantry.engine.linux;

import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Names in an open directory, by getdents64(2). Unlike the Java library's, independent of the locale and of the path
 * the directory has at the moment.
 */
public final class DirectoryListing {
    /** One name; neither {@code .} nor {@code ..}. */
    public record Entry(String name, boolean isDirectory) {}

    private static final int BUFFER = 32768;
    private static final int DT_UNKNOWN = 0;
    private static final int DT_DIR = 4;

    private DirectoryListing() {}

    static {
        Native.register(DirectoryListing.class, "c");
    }

    private static native long getdents64(int fd, byte[] buffer, long size);

    /** The next names, some hundreds at most; an empty list at the end. In no order. */
    public static List<Entry> next(FileDescriptor directory) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.nativeOrder());
        while (true) {
            int length = (int) LibC.check(getdents64(directory.number(), buffer.array(), BUFFER), "list directory");
            List<Entry> entries = parse(directory, buffer, length);
            if (length == 0 || !entries.isEmpty()) {
                return entries;
            }
        }
    }

    /** struct linux_dirent64: inode 8 bytes, offset 8, record length 2, type 1, name. */
    private static List<Entry> parse(FileDescriptor directory, ByteBuffer buffer, int length) {
        List<Entry> entries = new ArrayList<>();
        for (int at = 0; at < length; at += buffer.getShort(at + 16) & 0xffff) {
            int end = at + 19;
            while (buffer.get(end) != 0) {
                end++;
            }
            String name = FileNames.decode(Arrays.copyOfRange(buffer.array(), at + 19, end));
            if (!name.equals(".") && !name.equals("..")) {
                entries.add(new Entry(name, isDirectory(directory, name, buffer.get(at + 18))));
            }
        }
        return entries;
    }

    private static boolean isDirectory(FileDescriptor directory, String name, int type) {
        if (type != DT_UNKNOWN) {
            return type == DT_DIR;
        }
        // Some file systems do not tell.
        return FileAttributes.status(directory, name).isDirectory();
    }
}
