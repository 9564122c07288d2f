package dev.gantry.engine.storage;

import dev.gantry.engine.linux.FileContents;
import dev.gantry.engine.linux.FileDescriptor;
import dev.gantry.engine.linux.FileTree;
import dev.gantry.engine.linux.LinuxException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Syncs a whole file system at most once a second, and only when something was marked dirty, so that many small writes
 * share one sync and none of them waits for it. A power cut loses at most the last second or so.
 */
public final class GroupSync implements AutoCloseable {
    private static final Logger LOG = System.getLogger(GroupSync.class.getName());
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final AtomicBoolean dirty = new AtomicBoolean();
    private final FileDescriptor directory;
    private final Thread thread;
    private volatile boolean closed;

    /** Starts the background thread; {@code directory} is any directory on the file system. */
    public GroupSync(Path directory) {
        this.directory = FileTree.open(directory.toString(), FileTree.O_RDONLY | FileTree.O_DIRECTORY, 0);
        // A platform thread: syncfs blocks for as long as the disk takes.
        this.thread = Thread.ofPlatform().name("gantry-sync").daemon(true).start(this::run);
    }

    /** Notes that something was written. Costs nothing worth counting and never waits. */
    public void markDirty() {
        if (!dirty.getAndSet(true)) {
            LockSupport.unpark(thread);
        }
    }

    /** Syncs what is still dirty and ends the thread. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        directory.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (true) {
            boolean last = closed;
            if (dirty.getAndSet(false)) {
                sync();
            }
            if (last) {
                return;
            }
            pause();
        }
    }

    /** Waits out the interval, then for something dirty; returns at once when closing. */
    private void pause() {
        long end = System.nanoTime() + INTERVAL_NANOS;
        while (!closed) {
            long left = end - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(this, left);
            } else if (dirty.get()) {
                return;
            } else {
                LockSupport.park(this);
            }
        }
    }

    private void sync() {
        try {
            FileContents.syncFileSystem(directory);
        } catch (LinuxException e) {
            // Nobody waits for this sync, so nobody else would report that the disk fails.
            LOG.log(Level.ERROR, "the engine's data may not survive a power cut: " + e.getMessage());
        }
    }
}
