package dev.gantry.update;

import dev.gantry.docker.ContainerStats;
import dev.gantry.docker.DockerException;
import dev.gantry.docker.JsonStream;
import dev.gantry.environment.Environments;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads the statistics of the containers somebody watches, each once however many watch, and of no others. */
@ApplicationScoped
public class StatsWatch {
    private static final Logger LOG = Logger.getLogger(StatsWatch.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Watch> watches = new HashMap<>();

    @Inject
    Environments environments;

    @Inject
    Journal journal;

    private static final class Watch {
        int watchers;

        @Nullable
        Thread reader;

        @Nullable
        JsonStream<ContainerStats> stream;
    }

    /** Somebody starts watching these containers; every call needs one of {@link #leave}. */
    void join(Collection<String> ids) {
        lock.lock();
        try {
            for (String id : ids) {
                Watch watch = watches.computeIfAbsent(id, unused -> new Watch());
                watch.watchers++;
                read(id, watch);
            }
        } finally {
            lock.unlock();
        }
    }

    void leave(Collection<String> ids) {
        lock.lock();
        try {
            for (String id : ids) {
                Watch watch = watches.get(id);
                if (watch != null && --watch.watchers == 0) {
                    watches.remove(id);
                    close(watch);
                    journal.forgetSamples(id);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** A container has started: if it is watched, its statistics flow again. */
    void started(String id) {
        lock.lock();
        try {
            Watch watch = watches.get(id);
            if (watch != null) {
                read(id, watch);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The engine is back: everything watched is read again. */
    void reconnect() {
        for (String id : ids()) {
            started(id);
        }
    }

    private List<String> ids() {
        lock.lock();
        try {
            return List.copyOf(watches.keySet());
        } finally {
            lock.unlock();
        }
    }

    private void read(String id, Watch watch) {
        if (watch.reader == null) {
            watch.reader =
                    Thread.ofVirtual().name("stats of " + id.substring(0, 12)).start(() -> follow(id, watch));
        }
    }

    private void follow(String id, Watch watch) {
        try (JsonStream<ContainerStats> stream =
                environments.local().containers().stats(id)) {
            if (!opened(watch, stream)) {
                return;
            }
            for (Optional<ContainerStats> next = stream.next(); next.isPresent(); next = stream.next()) {
                journal.addSample(id, next.get());
            }
        } catch (IOException | DockerException e) {
            LOG.debugf(e, "Statistics of container %s ended", id);
        } finally {
            ended(watch);
        }
    }

    /** Whether somebody still watches now that the stream is there. */
    private boolean opened(Watch watch, JsonStream<ContainerStats> stream) {
        lock.lock();
        try {
            watch.stream = stream;
            return watch.watchers > 0;
        } finally {
            lock.unlock();
        }
    }

    private void ended(Watch watch) {
        lock.lock();
        try {
            watch.stream = null;
            watch.reader = null;
        } finally {
            lock.unlock();
        }
    }

    private static void close(Watch watch) {
        if (watch.stream != null) {
            watch.stream.close();
        }
    }
}
