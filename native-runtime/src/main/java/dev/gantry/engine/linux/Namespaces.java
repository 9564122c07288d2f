package dev.gantry.engine.linux;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;

/**
 * The namespaces of the calling thread: unshare(2), setns(2), and what is set inside them. Only for platform threads
 * made for one purpose and thrown away after it; a pooled thread would carry its namespaces to the next user.
 */
public final class Namespaces {
    public static final int MOUNT = 0x00020000;
    public static final int UTS = 0x04000000;
    public static final int IPC = 0x08000000;
    public static final int NETWORK = 0x40000000;

    private Namespaces() {}

    static {
        Native.register(Namespaces.class, "c");
    }

    private static native int unshare(int flags);

    private static native int setns(int fd, int type);

    private static native int sethostname(byte[] name, NativeLong length);

    private static native int setdomainname(byte[] name, NativeLong length);

    private static native int chdir(String path);

    private static native int umask(int mask);

    /** Gives the calling thread new namespaces of the kinds or-ed together. */
    public static void unshareThread(int kinds) {
        LibC.check(unshare(kinds), "unshare namespaces");
    }

    /** Moves the calling thread into a namespace. */
    public static void enter(FileDescriptor namespace, int kind) {
        LibC.check(setns(namespace.number(), kind), "setns");
    }

    /** Names the host in the calling thread's UTS namespace. */
    public static void setHostName(String name) {
        byte[] bytes = name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        LibC.check(sethostname(bytes, new NativeLong(bytes.length)), "sethostname " + name);
    }

    /** Names the NIS domain in the calling thread's UTS namespace. */
    public static void setDomainName(String name) {
        byte[] bytes = name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        LibC.check(setdomainname(bytes, new NativeLong(bytes.length)), "setdomainname " + name);
    }

    /** Lets the calling thread's new files have exactly the mode asked for; the same condition as below. */
    public static void clearThreadFileMask() {
        umask(0);
    }

    /**
     * Changes the working directory of the calling thread alone; it must have a file system context of its own, which
     * a new mount namespace brings (unshare(2), CLONE_NEWNS implies CLONE_FS).
     */
    public static void changeThreadDirectory(String path) {
        LibC.check(chdir(path), "chdir " + path);
    }
}
