package dev.gantry.engine.linux;

import static dev.gantry.engine.linux.FileNames.cString;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells of changes in directories; inotify(7). One thread reads, and should be a platform thread, since it waits inside
 * a system call; the other methods are for any thread.
 */
public final class Inotify implements AutoCloseable {
    public static final int IN_MODIFY = 0x2;
    public static final int IN_MOVED_FROM = 0x40;
    public static final int IN_MOVED_TO = 0x80;
    public static final int IN_CREATE = 0x100;
    public static final int IN_DELETE = 0x200;
    /** The queue of events was full and some are lost; then the watch is -1. */
    public static final int IN_Q_OVERFLOW = 0x4000;
    /** The watch is gone, because its directory is. */
    public static final int IN_IGNORED = 0x8000;

    private static final int CLOEXEC = 02000000;
    private static final int NONBLOCK = 04000;
    private static final short POLLIN = 1;
    private static final int HEADER = 16;

    /**
     * A change.
     *
     * @param watch the number that {@link #watch} gave
     * @param mask what happened, IN_*
     * @param name the file in the directory; empty when it is about the directory itself
     */
    public record Event(int watch, int mask, String name) {}

    private final FileDescriptor events;
    private final FileDescriptor stop;
    private final Memory buffer = new Memory(16384);
    private final Memory polled = new Memory(16);

    public Inotify() {
        events = new FileDescriptor(LibC.check(inotify_init1(CLOEXEC | NONBLOCK), "inotify_init1"));
        try {
            stop = new FileDescriptor(LibC.check(eventfd(0, CLOEXEC | NONBLOCK), "eventfd"));
        } catch (LinuxException e) {
            events.close();
            throw e;
        }
    }

    static {
        Native.register(Inotify.class, "c");
    }

    private static native int inotify_init1(int flags);

    private static native int inotify_add_watch(int fd, byte[] path, int mask);

    private static native int inotify_rm_watch(int fd, int watch);

    private static native int eventfd(int value, int flags);

    private static native int poll(Pointer fds, long count, int timeout);

    private static native long read(int fd, Pointer buffer, long size);

    private static native long write(int fd, long[] value, long size);

    /** @return the watch's number; the same directory has the same number, and the mask given last */
    public int watch(String directory, int mask) {
        return LibC.check(inotify_add_watch(events.number(), cString(directory), mask), "watch " + directory);
    }

    /** Ends a watch. One that has ended by itself is no error. */
    public void unwatch(int watch) {
        inotify_rm_watch(events.number(), watch);
    }

    /** Waits for changes. @return them in order; nothing once {@link #close} was called, and then never again */
    public List<Event> read() {
        polled.setInt(0, events.number());
        polled.setShort(4, POLLIN);
        polled.setInt(8, stop.number());
        polled.setShort(12, POLLIN);
        while (true) {
            int ready = poll(polled, 2, -1);
            if (ready < 0 && LibC.errno() != Errno.EINTR.number()) {
                throw new LinuxException("poll inotify", LibC.errno());
            }
            if (ready > 0 && polled.getShort(14) != 0) {
                events.close();
                stop.close();
                return List.of();
            }
            if (ready > 0) {
                long size = read(events.number(), buffer, buffer.size());
                if (size > 0) {
                    return parse((int) size);
                }
                int errno = LibC.errno();
                if (errno != Errno.EAGAIN.number() && errno != Errno.EINTR.number()) {
                    throw new LinuxException("read inotify", errno);
                }
            }
        }
    }

    /** struct inotify_event: watch, mask, cookie, length of the name with its padding, name. */
    private List<Event> parse(int size) {
        List<Event> parsed = new ArrayList<>();
        for (int at = 0; at + HEADER <= size; ) {
            int length = buffer.getInt(at + 12);
            byte[] name = buffer.getByteArray(at + HEADER, length);
            int end = 0;
            while (end < length && name[end] != 0) {
                end++;
            }
            parsed.add(new Event(
                    buffer.getInt(at), buffer.getInt(at + 4), new String(name, 0, end, StandardCharsets.UTF_8)));
            at += HEADER + length;
        }
        return parsed;
    }

    /** Makes the reading thread return; it then gives the descriptors back. */
    @Override
    public void close() {
        write(stop.number(), new long[] {1}, 8);
    }
}
