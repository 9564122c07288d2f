package dev.gantry.engine.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * A unix stream socket whose calls never block; see unix(7). Any thread may call anything at any time, including
 * {@link #close}: calls on one socket exclude each other, so that none ever meets a descriptor that was given to
 * somebody else.
 */
public final class StreamSocket implements AutoCloseable {
    /** Answer of {@link #read} when the peer will send nothing more. */
    public static final int END = -1;

    /** Longest path a socket can be bound to, bytes. */
    public static final int MAX_PATH = 107;

    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_NONBLOCK = 0x800;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int SHUT_WR = 1;
    private static final int SHUT_RDWR = 2;
    private static final int BUFFER = 64 * 1024;

    static {
        Native.register(StreamSocket.class, "c");
    }

    // A buffer is held only during one call that does not block, so there are as many as threads that run at once.
    private static final ConcurrentLinkedDeque<Memory> BUFFERS = new ConcurrentLinkedDeque<>();

    private int fd;

    private StreamSocket(int fd) {
        this.fd = fd;
    }

    private static native int socket(int family, int type, int protocol);

    private static native int bind(int fd, Pointer address, int length);

    private static native int listen(int fd, int backlog);

    private static native int connect(int fd, Pointer address, int length);

    private static native int accept4(int fd, @Nullable Pointer address, @Nullable Pointer length, int flags);

    private static native long recv(int fd, Pointer buffer, long length, int flags);

    private static native long send(int fd, Pointer buffer, long length, int flags);

    private static native int shutdown(int fd, int how);

    /**
     * Listens at a path that does not exist yet. Whoever can reach the path can connect from now on.
     *
     * @param path at most {@value #MAX_PATH} bytes
     */
    public static StreamSocket listen(String path, int backlog) {
        StreamSocket socket = open();
        try (Memory address = address(path)) {
            LibC.check(bind(socket.fd, address, (int) address.size()), "bind a socket to " + path);
            LibC.check(StreamSocket.listen(socket.fd, backlog), "listen on " + path);
            return socket;
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Whether somebody listens at a path. */
    public static boolean answers(String path) {
        try (StreamSocket socket = open();
                Memory address = address(path)) {
            // EAGAIN says that its queue is full, so it is there.
            return connect(socket.fd, address, (int) address.size()) == 0 || LibC.errno() == Errno.EAGAIN.number();
        }
    }

    private static StreamSocket open() {
        return new StreamSocket(
                LibC.check(socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), "make a unix socket"));
    }

    private static Memory address(String path) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length > MAX_PATH) {
            throw new LinuxException(
                    "use the socket path " + path + " of more than " + MAX_PATH + " bytes",
                    Errno.ENAMETOOLONG.number());
        }
        Memory address = new Memory(2L + name.length + 1);
        address.clear();
        address.setShort(0, (short) AF_UNIX);
        address.write(2, name, 0, name.length);
        return address;
    }

    /** The next connection to this listening socket; {@code null} if none waits. */
    public synchronized @Nullable StreamSocket accept() {
        int result = accept4(open("accept"), null, null, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (result >= 0) {
            return new StreamSocket(result);
        }
        int errno = LibC.errno();
        if (errno == Errno.EAGAIN.number()) {
            return null;
        }
        throw new LinuxException("accept a connection", errno);
    }

    /**
     * Takes what has arrived.
     *
     * @return how many bytes; 0 if it would block; {@link #END}
     */
    public synchronized int read(byte[] target, int offset, int length) {
        int fd = open("read");
        Memory buffer = borrow();
        try {
            long count = recv(fd, buffer, Math.min(length, BUFFER), MSG_DONTWAIT);
            if (count > 0) {
                buffer.read(0, target, offset, (int) count);
                return (int) count;
            }
            return count == 0 ? END : blocked("read from a socket");
        } finally {
            BUFFERS.push(buffer);
        }
    }

    /**
     * Sends as much as there is room for.
     *
     * @return how many bytes; 0 if it would block
     */
    public synchronized int write(byte[] source, int offset, int length) {
        int fd = open("write");
        Memory buffer = borrow();
        try {
            int size = Math.min(length, BUFFER);
            buffer.write(0, source, offset, size);
            long count = send(fd, buffer, size, MSG_DONTWAIT | MSG_NOSIGNAL);
            return count >= 0 ? (int) count : blocked("write to a socket");
        } finally {
            BUFFERS.push(buffer);
        }
    }

    // None of the calls here is ever interrupted (EINTR), since none waits.
    private static Memory borrow() {
        Memory buffer = BUFFERS.poll();
        return buffer != null ? buffer : new Memory(BUFFER);
    }

    private static int blocked(String what) {
        int errno = LibC.errno();
        if (errno == Errno.EAGAIN.number()) {
            return 0;
        }
        throw new LinuxException(what, errno);
    }

    /** Has the changes of this socket told to whoever waits on {@code epoll}, under a token other than 0. */
    public synchronized void watch(Epoll by, long token) {
        by.add(open("watch"), token);
    }

    /** Sends no more; the peer reads end of file after what was sent. */
    public synchronized void shutdownOutput() {
        if (fd >= 0) {
            shutdown(fd, SHUT_WR);
        }
    }

    /** Ends both directions at once: whoever waits for this socket is told that it was hung up. */
    public synchronized void hangUp() {
        if (fd >= 0) {
            shutdown(fd, SHUT_RDWR);
        }
    }

    private int open(String what) {
        if (fd < 0) {
            throw new LinuxException(what + " on a socket that is closed", Errno.EBADF.number());
        }
        return fd;
    }

    @Override
    public synchronized void close() {
        if (fd >= 0) {
            LibC.close(fd);
            fd = -1;
        }
    }
}
