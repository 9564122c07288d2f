package dev.gantry.engine.storage;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.linux.DirectoryListing;
import dev.gantry.engine.linux.Errno;
import dev.gantry.engine.linux.FileAttributes;
import dev.gantry.engine.linux.FileDescriptor;
import dev.gantry.engine.linux.FileTree;
import dev.gantry.engine.linux.LinuxException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * How many bytes the regular files of a tree have, files with several names counted once. The tree may be changed by an
 * enemy meanwhile: nothing outside it is counted, and what vanishes is skipped.
 */
public final class DiskUsage {
    private final FileDescriptor root;
    private final Set<Long> linked = new HashSet<>();
    private final Queue<String> directories = new ArrayDeque<>();
    private long bytes;

    private DiskUsage(FileDescriptor root) {
        this.root = root;
    }

    /** Bytes of the regular files below the directory. Directories whose path exceeds PATH_MAX are left out. */
    public static long of(Path directory) {
        try (FileDescriptor root = FileTree.open(directory.toString(), FileTree.O_RDONLY | FileTree.O_DIRECTORY, 0)) {
            DiskUsage usage = new DiskUsage(root);
            usage.count();
            return usage.bytes;
        } catch (LinuxException e) {
            throw EngineException.system("measure " + directory + ": " + e.getMessage(), e);
        }
    }

    private void count() {
        directories.add(".");
        for (String next = directories.poll(); next != null; next = directories.poll()) {
            try (FileDescriptor open = FileTree.openAt2(
                    root,
                    next,
                    FileTree.O_RDONLY | FileTree.O_DIRECTORY,
                    0,
                    FileTree.RESOLVE_BENEATH | FileTree.RESOLVE_NO_SYMLINKS)) {
                countEntries(open, next);
            } catch (LinuxException e) {
                skipIfChanged(e);
            }
        }
    }

    private void countEntries(FileDescriptor directory, String path) {
        List<DirectoryListing.Entry> entries = DirectoryListing.next(directory);
        while (!entries.isEmpty()) {
            for (DirectoryListing.Entry entry : entries) {
                if (entry.isDirectory()) {
                    directories.add(path + "/" + entry.name());
                } else {
                    countFile(directory, entry.name());
                }
            }
            entries = DirectoryListing.next(directory);
        }
    }

    private void countFile(FileDescriptor directory, String name) {
        try {
            FileAttributes.Status status = FileAttributes.status(directory, name);
            if (status.isRegular() && (status.links() == 1 || linked.add(status.inode()))) {
                bytes += status.size();
            }
        } catch (LinuxException e) {
            skipIfChanged(e);
        }
    }

    private static void skipIfChanged(LinuxException e) {
        boolean changed = e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR) || e.is(Errno.ELOOP) || e.is(Errno.EXDEV);
        if (!changed && !e.is(Errno.ENAMETOOLONG) && !e.is(Errno.EAGAIN)) {
            throw e;
        }
    }
}
