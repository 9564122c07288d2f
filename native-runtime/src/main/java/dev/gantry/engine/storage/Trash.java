package dev.gantry.engine.storage;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.linux.DirectoryListing;
import dev.gantry.engine.linux.Errno;
import dev.gantry.engine.linux.FileDescriptor;
import dev.gantry.engine.linux.FileTree;
import dev.gantry.engine.linux.LinuxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Deletes directory trees that may have been made by an enemy: any depth, any names, no link followed. A tree first
 * leaves its place in one rename, so that a crash leaves all of it or nothing there; what lies in the trash is swept
 * at start.
 */
public final class Trash {
    private final Path directory;

    /** @param directory where trees are moved to be deleted; on their file system */
    public Trash(Path directory) {
        this.directory = directory;
    }

    /** Deletes a file or tree, if it is there. */
    public void discard(Path tree) {
        Path moved = directory.resolve(uniqueName());
        try {
            Files.move(tree, moved, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw EngineException.system("delete " + tree + ": " + e, e);
        }
        try (FileDescriptor trash = open()) {
            delete(trash, moved.getFileName().toString());
        } catch (LinuxException e) {
            throw EngineException.system("delete " + moved + " (was " + tree + "): " + e.getMessage(), e);
        }
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

    private static void delete(FileDescriptor trash, String name) {
        // Directories that are not empty come up into the trash itself, so depth costs neither stack nor descriptors.
        Queue<String> directories = new ArrayDeque<>();
        remove(trash, name, trash, directories);
        for (String next = directories.poll(); next != null; next = directories.poll()) {
            try (FileDescriptor open =
                    FileTree.openAt(trash, next, FileTree.O_RDONLY | FileTree.O_DIRECTORY | FileTree.O_NOFOLLOW, 0)) {
                clear(open, trash, directories);
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
            if (e.is(Errno.ENOTDIR)) {
                FileTree.remove(parent, name);
            } else if (e.is(Errno.ENOTEMPTY)) {
                String moved = uniqueName();
                FileTree.renameWithoutReplacing(parent, name, trash, moved);
                directories.add(moved);
            } else {
                throw e;
            }
        }
    }

    private FileDescriptor open() {
        return FileTree.open(directory.toString(), FileTree.O_RDONLY | FileTree.O_DIRECTORY, 0);
    }

    private static String uniqueName() {
        return "trash-" + Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36);
    }
}
