package dev.gantry.engine.storage;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.linux.DirectoryListing;
import dev.gantry.engine.linux.Errno;
import dev.gantry.engine.linux.FileDescriptor;
import dev.gantry.engine.linux.FileTree;
import dev.gantry.engine.linux.LinuxException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Deletes directory trees that may have been made by an enemy: any depth, any names, no link followed. A tree first
 * leaves its place in one rename, so that a crash leaves all of it or nothing there; what lies in the trash is swept
 * at start.
 */
public final class Trash implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Trash.class.getName());
    private static final int OPEN_DIRECTORY = FileTree.O_RDONLY | FileTree.O_DIRECTORY | FileTree.O_NOFOLLOW;
    private static final String END = "";

    private final Path directory;
    private final BlockingQueue<String> pending = new LinkedBlockingQueue<>();
    /** Started when there is something to do; guarded by this. */
    private @Nullable Thread worker;

    /** @param directory where trees are moved to be deleted; on their file system */
    public Trash(Path directory) {
        this.directory = directory;
    }

    /** Deletes a file or tree, if it is there. */
    public void discard(Path tree) {
        move(tree).ifPresent(this::deleteMoved);
    }

    /** Like {@link #discard}, but only takes it away at once; the space is free a little later. */
    public void discardLater(Path tree) {
        move(tree).ifPresent(this::enqueue);
    }

    /** Deletes an entry of an open directory, with all below it. */
    public void discard(FileDescriptor parent, String name) {
        try (FileDescriptor trash = open()) {
            String moved = uniqueName();
            FileTree.renameWithoutReplacing(parent, name, trash, moved);
            delete(trash, moved);
        }
    }

    /** Deletes everything in the trash directory; only at start, for others put half-made things there. */
    public void empty() {
        try (FileDescriptor trash = open()) {
            List<DirectoryListing.Entry> entries = DirectoryListing.next(trash);
            while (!entries.isEmpty()) {
                for (DirectoryListing.Entry entry : entries) {
                    delete(trash, entry.name());
                }
                entries = DirectoryListing.next(trash);
            }
        } catch (LinuxException e) {
            throw EngineException.system("empty " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Deletes what is still to be deleted, and ends the thread that does so. */
    @Override
    public void close() {
        Thread ending;
        synchronized (this) {
            ending = worker;
            worker = null;
        }
        if (ending != null) {
            pending.add(END);
            join(ending);
        }
    }

    private synchronized void enqueue(String name) {
        pending.add(name);
        if (worker == null) {
            // A platform thread: deleting blocks for as long as the disk takes.
            worker = Thread.ofPlatform().name("gantry-trash").daemon(true).start(this::work);
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        while (true) {
            try {
                String next = pending.take();
                if (next.equals(END)) {
                    return;
                }
                deleteMoved(next);
            } catch (InterruptedException e) {
                return;
            } catch (EngineException e) {
                // Nobody waits for it, and the next start tries again.
                LOG.log(Level.WARNING, e.getMessage());
            }
        }
    }

    private Optional<String> move(Path tree) {
        String name = uniqueName();
        try {
            Files.move(tree, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            return Optional.of(name);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw EngineException.system("delete " + tree + ": " + e, e);
        }
    }

    private void deleteMoved(String name) {
        try (FileDescriptor trash = open()) {
            delete(trash, name);
        } catch (LinuxException e) {
            throw EngineException.system("delete " + directory.resolve(name) + ": " + e.getMessage(), e);
        }
    }

    private static void delete(FileDescriptor trash, String name) {
        // Directories that are not empty come up into the trash itself, so depth costs neither stack nor descriptors.
        Queue<String> directories = new ArrayDeque<>();
        directories.add(name);
        for (String next = directories.poll(); next != null; next = directories.poll()) {
            try (FileDescriptor open = FileTree.openAt(trash, next, OPEN_DIRECTORY, 0)) {
                clear(open, trash, directories);
            } catch (LinuxException e) {
                if (e.is(Errno.ENOTDIR) || e.is(Errno.ELOOP)) {
                    FileTree.remove(trash, next);
                    continue;
                }
                throw e;
            }
            FileTree.removeDirectory(trash, next);
        }
    }

    private static void clear(FileDescriptor directory, FileDescriptor trash, Queue<String> directories) {
        List<DirectoryListing.Entry> entries = DirectoryListing.next(directory);
        while (!entries.isEmpty()) {
            for (DirectoryListing.Entry entry : entries) {
                if (entry.isDirectory()) {
                    remove(directory, entry.name(), trash, directories);
                } else {
                    FileTree.remove(directory, entry.name());
                }
            }
            entries = DirectoryListing.next(directory);
        }
    }

    private static void remove(FileDescriptor parent, String name, FileDescriptor trash, Queue<String> directories) {
        try {
            FileTree.removeDirectory(parent, name);
        } catch (LinuxException e) {
            if (!e.is(Errno.ENOTEMPTY)) {
                throw e;
            }
            String moved = uniqueName();
            FileTree.renameWithoutReplacing(parent, name, trash, moved);
            directories.add(moved);
        }
    }

    private FileDescriptor open() {
        return FileTree.open(directory.toString(), FileTree.O_RDONLY | FileTree.O_DIRECTORY, 0);
    }

    private static String uniqueName() {
        return "trash-" + Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36);
    }
}
