package dev.gantry.engine.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** Mounting: mount(2) onto descriptors, open_tree(2), move_mount(2), mount_setattr(2). */
public final class Mounts {
    public static final long READ_ONLY = 0x1;
    public static final long NO_SUID = 0x2;
    public static final long NO_DEV = 0x4;
    public static final long NO_EXEC = 0x8;
    public static final long STRICT_ATIME = 0x1000000;
    private static final long MS_REC = 0x4000;
    private static final long MS_PRIVATE = 1 << 18;

    private static final int SYS_OPEN_TREE = 428;
    private static final int SYS_MOVE_MOUNT = 429;
    private static final int SYS_MOUNT_SETATTR = 442;
    private static final int OPEN_TREE_CLONE = 1;
    private static final int OPEN_TREE_CLOEXEC = 0x80000;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int AT_RECURSIVE = 0x8000;
    private static final int MOVE_MOUNT_BOTH_EMPTY = 0x44;
    private static final long MOUNT_ATTR_RDONLY = 1;
    private static final int MOUNT_ATTR_SIZE = 32;

    private Mounts() {}

    static {
        Native.register(Mounts.class, "c");
    }

    private static native int mount(
            @Nullable String source, String target, @Nullable String type, NativeLong flags, @Nullable String data);

    private static native int umount2(String target, int flags);

    private static native long syscall(long number, long a, String b, long c, @Nullable Pointer d, long e);

    private static native long syscall(long number, long a, String b, long c, String d, long e);

    /** Cuts the calling thread's mount namespace off from the one it was copied from, in both directions. */
    public static void makeAllPrivate() {
        LibC.check(mount(null, "/", null, new NativeLong(MS_REC | MS_PRIVATE), null), "make mounts private");
    }

    /**
     * Mounts a new file system.
     *
     * @param target a path of the engine's own, or a descriptor's {@link FileDescriptor#procPath()}: never a path that an
     *     image or a user has a say in
     * @param data the file system's options, at most a page
     */
    public static void mount(String type, String target, long flags, String data) {
        LibC.check(mount(type, target, type, new NativeLong(flags), data), "mount " + type + " with \"" + data + "\"");
    }

    /** Takes a mount off the calling thread's namespace at once; it ends when its last user does. */
    public static void detach(String target) {
        LibC.check(umount2(target, 2), "umount " + target);
    }

    /**
     * A copy of what is mounted at an open file or directory, attached nowhere.
     *
     * @param recursive with the mounts below it
     */
    public static FileDescriptor cloneTree(FileDescriptor source, boolean recursive) {
        long flags = OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH | (recursive ? AT_RECURSIVE : 0);
        return new FileDescriptor(
                (int) LibC.check(syscall(SYS_OPEN_TREE, source.number(), "", flags, (Pointer) null, 0), "open_tree"));
    }

    /** Attaches a detached mount on top of an open file or directory of the same kind. */
    public static void attach(FileDescriptor tree, FileDescriptor target) {
        LibC.check(
                syscall(SYS_MOVE_MOUNT, tree.number(), "", target.number(), "", MOVE_MOUNT_BOTH_EMPTY), "move_mount");
    }

    /** Makes a mount read-only, with all below it if {@code recursive}. */
    public static void makeReadOnly(FileDescriptor tree, boolean recursive) {
        try (Memory attributes = new Memory(MOUNT_ATTR_SIZE)) {
            attributes.clear();
            attributes.setLong(0, MOUNT_ATTR_RDONLY);
            long flags = AT_EMPTY_PATH | (recursive ? AT_RECURSIVE : 0);
            LibC.check(
                    syscall(SYS_MOUNT_SETATTR, tree.number(), "", flags, attributes, MOUNT_ATTR_SIZE),
                    "mount_setattr read-only");
        }
    }
}
