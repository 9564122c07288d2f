package dev.gantry.engine.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** The few socket calls that Java's channels do not offer: a listening unix socket to hand on, and the loopback link. */
public final class Sockets {
    private static final int AF_UNIX = 1;
    private static final int AF_INET = 2;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SUN_PATH_SIZE = 108;
    private static final long SIOCSIFFLAGS = 0x8914;
    private static final int IFREQ_SIZE = 40;
    private static final int IFREQ_FLAGS = 16;
    private static final short IFF_UP = 1;

    private Sockets() {}

    static {
        Native.register(Sockets.class, "c");
    }

    private static native int socket(int family, int type, int protocol);

    private static native int bind(int fd, Pointer address, int length);

    private static native int listen(int fd, int backlog);

    private static native int ioctl(int fd, long request, Pointer argument);

    /**
     * A unix stream socket that listens at a path; see unix(7).
     *
     * @param path at most 107 bytes; may begin with a descriptor's {@link FileDescriptor#procPath()}
     */
    public static FileDescriptor listenUnix(String path) {
        byte[] name = path.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        if (name.length >= SUN_PATH_SIZE) {
            throw new LinuxException("bind unix socket " + path, Errno.ENAMETOOLONG.number());
        }
        FileDescriptor socket = open(AF_UNIX, SOCK_STREAM);
        try (Memory address = new Memory(2L + SUN_PATH_SIZE)) {
            address.clear();
            address.setShort(0, (short) AF_UNIX);
            address.write(2, name, 0, name.length);
            LibC.check(bind(socket.number(), address, 2 + name.length + 1), "bind unix socket " + path);
            LibC.check(listen(socket.number(), 8), "listen on unix socket " + path);
            return socket;
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Brings up the loopback link of the calling thread's network namespace; its addresses come by themselves. */
    public static void bringLoopbackUp() {
        try (FileDescriptor socket = open(AF_INET, SOCK_DGRAM);
                Memory request = new Memory(IFREQ_SIZE)) {
            request.clear();
            request.setString(0, "lo");
            request.setShort(IFREQ_FLAGS, IFF_UP);
            LibC.check(ioctl(socket.number(), SIOCSIFFLAGS, request), "bring up the loopback link");
        }
    }

    private static FileDescriptor open(int family, int type) {
        return new FileDescriptor(LibC.check(socket(family, type | SOCK_CLOEXEC, 0), "socket"));
    }
}
