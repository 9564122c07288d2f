package dev.gantry.engine.http;

import dev.gantry.engine.linux.Epoll;
import dev.gantry.engine.linux.StreamSocket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** One platform thread that waits in the kernel on behalf of all sockets of a server. */
final class SocketPoller implements AutoCloseable {
    /** Hears that something may have become possible. Must return at once. */
    @FunctionalInterface
    interface Watcher {
        void changed(int events);
    }

    private final Epoll epoll = new Epoll();
    private final Map<Long, Watcher> watchers = new ConcurrentHashMap<>();
    private final AtomicLong tokens = new AtomicLong();
    private final Thread thread;

    SocketPoller(String name) {
        thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    private void run() {
        try (epoll) {
            while (epoll.await(this::dispatch)) {
                // Everything happens in dispatch.
            }
        }
    }

    private void dispatch(long token, int events) {
        Watcher watcher = watchers.get(token);
        // One that was forgotten meanwhile: tokens are never used twice, so the event belongs to nobody else.
        if (watcher != null) {
            watcher.changed(events);
        }
    }

    /** @return what to {@link #forget} it by */
    long watch(StreamSocket socket, Watcher watcher) {
        long token = tokens.incrementAndGet();
        watchers.put(token, watcher);
        try {
            socket.watch(epoll, token);
            return token;
        } catch (RuntimeException e) {
            watchers.remove(token);
            throw e;
        }
    }

    void forget(long token) {
        watchers.remove(token);
    }

    @Override
    public void close() throws InterruptedException {
        epoll.wakeUp();
        thread.join();
    }
}
