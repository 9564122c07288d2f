package dev.gantry.engine.log;

import dev.gantry.engine.linux.Inotify;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Wakes the readers that follow a log when its directory changes: one thread and one inotify instance for all of them.
 * Directories are watched rather than files, so that rotation leaves no gap in what is seen.
 */
public final class LogWatcher implements AutoCloseable {
    private static final int CHANGES =
            Inotify.IN_MODIFY | Inotify.IN_CREATE | Inotify.IN_MOVED_FROM | Inotify.IN_MOVED_TO | Inotify.IN_DELETE;

    private record Watched(String fileName, LogFollowing following) {}

    private final Inotify inotify = new Inotify();
    private final Map<Integer, List<Watched>> byWatch = new HashMap<>();

    public LogWatcher() {
        Thread.ofPlatform().daemon().name("log-watcher").start(this::run);
    }

    private void run() {
        for (List<Inotify.Event> events = inotify.read(); !events.isEmpty(); events = inotify.read()) {
            synchronized (this) {
                events.forEach(this::dispatch);
            }
        }
        synchronized (this) {
            byWatch.values().forEach(list -> list.forEach(watched -> watched.following.close()));
        }
    }

    private void dispatch(Inotify.Event event) {
        if ((event.mask() & Inotify.IN_Q_OVERFLOW) != 0) {
            byWatch.values().forEach(list -> list.forEach(watched -> watched.following.signal()));
            return;
        }
        List<Watched> list = byWatch.getOrDefault(event.watch(), List.of());
        for (Watched watched : list) {
            // Also X.1 and so on, and what is about the directory itself.
            if (event.name().startsWith(watched.fileName) || event.name().isEmpty()) {
                watched.following.signal();
            }
        }
        if ((event.mask() & Inotify.IN_IGNORED) != 0) {
            byWatch.remove(event.watch());
        }
    }

    /** Starts to signal a reader; {@link Registration#close} ends it. */
    synchronized Registration watch(Path directory, String fileName, LogFollowing following) {
        int watch = inotify.watch(directory.toString(), CHANGES);
        Watched watched = new Watched(fileName, following);
        byWatch.computeIfAbsent(watch, w -> new ArrayList<>()).add(watched);
        return () -> remove(watch, watched);
    }

    private synchronized void remove(int watch, Watched watched) {
        List<Watched> list = byWatch.get(watch);
        if (list != null && list.remove(watched) && list.isEmpty()) {
            byWatch.remove(watch);
            inotify.unwatch(watch);
        }
    }

    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** Stops the thread; every reader that follows returns. */
    @Override
    public void close() {
        inotify.close();
    }
}
