package dev.gantry.engine.container;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Passes the output of one process on to everybody attached to it. */
final class OutputHub {
    /** One attached taker of output. */
    static final class Subscriber {
        private final @Nullable OutputSink sink;
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        Subscriber(@Nullable OutputSink sink) {
            this.sink = sink;
        }

        CompletableFuture<Void> done() {
            return done;
        }
    }

    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

    Subscriber add(@Nullable OutputSink sink) {
        Subscriber subscriber = new Subscriber(sink);
        subscribers.add(subscriber);
        return subscriber;
    }

    void remove(Subscriber subscriber) {
        subscribers.remove(subscriber);
        subscriber.done.complete(null);
    }

    /** Whether anybody takes output. */
    boolean isWatched() {
        return subscribers.stream().anyMatch(s -> s.sink != null);
    }

    void output(int stream, byte[] buffer, int offset, int length) {
        for (Subscriber subscriber : subscribers) {
            if (subscriber.sink == null) {
                continue;
            }
            try {
                subscriber.sink.write(stream, buffer, offset, length);
            } catch (IOException | RuntimeException e) {
                // The client has gone; that is its affair, not the container's.
                remove(subscriber);
            }
        }
    }

    /** The process has ended: everybody has had everything. */
    void finish() {
        subscribers.forEach(this::remove);
    }
}
