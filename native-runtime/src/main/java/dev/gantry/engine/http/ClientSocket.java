package dev.gantry.engine.http;

import dev.gantry.engine.linux.Epoll;
import dev.gantry.engine.linux.LinuxException;
import dev.gantry.engine.linux.StreamSocket;
import java.io.IOException;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection: reads and writes that block a virtual thread and nothing else. One thread reads and one writes
 * at a time; they may be different ones.
 */
final class ClientSocket implements AutoCloseable {
    private final StreamSocket socket;
    private final SocketPoller poller;
    private final Readiness readable = new Readiness();
    private final Readiness writable = new Readiness();
    private final long token;
    private final Object lock = new Object();
    private boolean gone;
    private @Nullable Thread bound;

    ClientSocket(StreamSocket socket, SocketPoller poller) {
        this.socket = socket;
        this.poller = poller;
        this.token = poller.watch(socket, this::changed);
    }

    private void changed(int events) {
        if ((events & (Epoll.HUP | Epoll.ERR)) != 0) {
            synchronized (lock) {
                gone = true;
                if (bound != null) {
                    bound.interrupt();
                }
            }
        }
        readable.set();
        writable.set();
    }

    /** From now on the calling thread is interrupted when the client hangs up. A client that only sends no more has not. */
    void bindToClient() {
        synchronized (lock) {
            bound = Thread.currentThread();
            if (gone) {
                bound.interrupt();
            }
        }
    }

    /** Ends {@link #bindToClient}; the calling thread is not interrupted afterwards. */
    void unbind() {
        synchronized (lock) {
            if (bound == Thread.currentThread()) {
                bound = null;
                Thread.interrupted();
            }
        }
    }

    boolean isBound() {
        synchronized (lock) {
            return bound != null;
        }
    }

    /** @return how many bytes, or -1 if the client sends no more */
    int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            while (true) {
                readable.clear();
                int count = socket.read(target, offset, length);
                if (count != 0) {
                    return count;
                }
                readable.await();
            }
        } catch (LinuxException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /**
     * Ends the connection in order: sends end of file, then reads what the client still sends until it closes too or
     * the time is over. Closing with unread input would make the client see a reset in place of the last answer.
     */
    void linger(long nanos, int mostBytes) {
        socket.shutdownOutput();
        byte[] waste = new byte[8192];
        long start = System.nanoTime();
        int left = mostBytes;
        try {
            while (left > 0) {
                readable.clear();
                int count = socket.read(waste, 0, waste.length);
                if (count < 0 || (count == 0 && !readable.await(nanos - (System.nanoTime() - start)))) {
                    return;
                }
                left -= count;
            }
        } catch (LinuxException | InterruptedIOException e) {
            // Gone already, or told to end: there is nothing more to be polite about.
        }
    }

    void write(byte[] source, int offset, int length) throws IOException {
        int at = offset;
        int end = offset + length;
        try {
            while (at < end) {
                writable.clear();
                int count = socket.write(source, at, end - at);
                if (count == 0) {
                    writable.await();
                }
                at += count;
            }
        } catch (LinuxException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    void shutdownOutput() {
        socket.shutdownOutput();
    }

    /** Ends the connection from any thread; its own thread finds out by itself and cleans up. */
    void hangUp() {
        socket.hangUp();
    }

    @Override
    public void close() {
        poller.forget(token);
        socket.close();
    }
}
