package dev.gantry.engine.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;

/**
 * Tells one thread when any of many sockets can be read or written, or has been hung up; see epoll(7). Sockets are
 * watched edge-triggered: each change is told once, so whoever reads or writes goes on until the socket would block.
 */
public final class Epoll implements AutoCloseable {
    /** There may be something to read, or a connection to accept. */
    public static final int IN = 0x001;
    /** There may be room to write. */
    public static final int OUT = 0x004;
    /** An error is pending. */
    public static final int ERR = 0x008;
    /** Both directions are shut: the peer is gone. */
    public static final int HUP = 0x010;

    private static final int EDGE_TRIGGERED = 1 << 31;
    private static final int EPOLL_CLOEXEC = 0x80000;
    private static final int EPOLL_CTL_ADD = 1;
    private static final int EFD_NONBLOCK = 0x800;
    private static final long WAKE_UP = 0;
    private static final int BATCH = 64;
    // struct epoll_event is packed on x86-64 only.
    private static final int EVENT_SIZE = Platform.isIntel() ? 12 : 16;
    private static final int DATA_OFFSET = Platform.isIntel() ? 4 : 8;

    static {
        Native.register(Epoll.class, "c");
    }

    /** Hears what has become possible on a socket. */
    @FunctionalInterface
    public interface Listener {
        /** @param events any of {@link #IN}, {@link #OUT}, {@link #ERR}, {@link #HUP} */
        void ready(long token, int events);
    }

    private final FileDescriptor epoll;
    private final FileDescriptor wakeUp;
    private final Memory batch = new Memory((long) EVENT_SIZE * BATCH);

    public Epoll() {
        epoll = new FileDescriptor(LibC.check(epoll_create1(EPOLL_CLOEXEC), "epoll_create1"));
        try {
            wakeUp = new FileDescriptor(LibC.check(eventfd(0, EFD_NONBLOCK | EPOLL_CLOEXEC), "eventfd"));
            add(wakeUp.number(), WAKE_UP, IN);
        } catch (RuntimeException e) {
            epoll.close();
            throw e;
        }
    }

    private static native int epoll_create1(int flags);

    private static native int epoll_ctl(int epoll, int operation, int fd, Pointer event);

    private static native int epoll_wait(int epoll, Pointer events, int count, int timeout);

    private static native int eventfd(int value, int flags);

    private static native int eventfd_write(int fd, long value);

    /** Watches a descriptor until it is closed. @param token any number but 0, passed to the listener */
    void add(int fd, long token) {
        add(fd, token, IN | OUT | EDGE_TRIGGERED);
    }

    private void add(int fd, long token, int events) {
        try (Memory event = new Memory(EVENT_SIZE)) {
            event.clear();
            event.setInt(0, events);
            event.setLong(DATA_OFFSET, token);
            LibC.check(epoll_ctl(epoll.number(), EPOLL_CTL_ADD, fd, event), "watch a socket");
        }
    }

    /**
     * Waits for something to happen and tells it. Blocks in the kernel: for a platform thread, and only one.
     *
     * @return false when {@link #wakeUp} was called
     */
    public boolean await(Listener listener) {
        int count = epoll_wait(epoll.number(), batch, BATCH, -1);
        if (count < 0) {
            int errno = LibC.errno();
            if (errno == Errno.EINTR.number()) {
                return true;
            }
            throw new LinuxException("epoll_wait", errno);
        }
        boolean goOn = true;
        for (int i = 0; i < count; i++) {
            long offset = (long) i * EVENT_SIZE;
            long token = batch.getLong(offset + DATA_OFFSET);
            if (token == WAKE_UP) {
                goOn = false;
            } else {
                listener.ready(token, batch.getInt(offset));
            }
        }
        return goOn;
    }

    /** Makes {@link #await} return false. */
    public void wakeUp() {
        LibC.check(eventfd_write(wakeUp.number(), 1), "write to an eventfd");
    }

    /** For the waiting thread, after its last {@link #await}. */
    @Override
    public void close() {
        wakeUp.close();
        epoll.close();
    }
}
