package dev.gantry.engine.image;

import dev.gantry.engine.archive.MalformedArchiveException;
import dev.gantry.engine.linux.Errno;
import dev.gantry.engine.linux.ExtendedAttributes;
import dev.gantry.engine.linux.FileAttributes;
import dev.gantry.engine.linux.FileDescriptor;
import dev.gantry.engine.linux.FileTree;
import dev.gantry.engine.linux.LinuxException;
import dev.gantry.engine.storage.Trash;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The directories of a layer that is being unpacked. Every path is resolved by the kernel as if the layer were the root
 * of the file system (openat2(2) RESOLVE_IN_ROOT), so no symbolic link in it leads out of it.
 */
final class LayerTree implements AutoCloseable {
    static final String OPAQUE = "trusted.overlay.opaque";

    private static final byte[] YES = {'y'};
    private static final int READ_DIRECTORY = FileTree.O_RDONLY | FileTree.O_DIRECTORY;
    private static final long IN_ROOT = FileTree.RESOLVE_IN_ROOT | FileTree.RESOLVE_NO_MAGICLINKS;
    private static final long NO_LINKS = FileTree.RESOLVE_BENEATH | FileTree.RESOLVE_NO_SYMLINKS;

    private final FileDescriptor root;
    private final List<FileDescriptor> lowersTopFirst = new ArrayList<>();
    private final Trash trash;
    private @Nullable FileDescriptor open;
    private @Nullable EntryPath openPath;

    /** @param lowersTopFirst the directories of the layers below */
    LayerTree(Path root, List<Path> lowersTopFirst, Trash trash) {
        this.trash = trash;
        this.root = FileTree.open(root.toString(), READ_DIRECTORY, 0);
        for (Path lower : lowersTopFirst) {
            this.lowersTopFirst.add(FileTree.open(lower.toString(), FileTree.O_PATH | FileTree.O_DIRECTORY, 0));
        }
        copyAttributes(new EntryPath(List.of()), this.root);
    }

    FileDescriptor root() {
        return root;
    }

    /**
     * Opens a directory; those of its path that are missing are made, with the attributes they have in the layers
     * below. The descriptor stays this object's and is good until the next call.
     */
    FileDescriptor directory(EntryPath path) throws MalformedArchiveException {
        if (path.isRoot()) {
            return root;
        }
        FileDescriptor present = open;
        if (present != null && path.equals(openPath)) {
            return present;
        }
        forgetOpenDirectory();
        FileDescriptor opened = openOrMake(path);
        open = opened;
        openPath = path;
        return opened;
    }

    /** Opens any file for naming it, links not followed at its end. */
    FileDescriptor file(EntryPath path) {
        return FileTree.openAt2(root, path.toString(), FileTree.O_PATH | FileTree.O_NOFOLLOW, 0, IN_ROOT);
    }

    /** Opens a directory that this layer has at exactly this path; empty if it has something else or nothing. */
    Optional<FileDescriptor> existingDirectory(EntryPath path) {
        try {
            return Optional.of(FileTree.openAt2(root, path.toString(), READ_DIRECTORY, 0, NO_LINKS));
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR) || e.is(Errno.ELOOP)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static FileAttributes.@Nullable Status status(FileDescriptor directory, String name) {
        try {
            return FileAttributes.status(directory, name);
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT)) {
                return null;
            }
            throw e;
        }
    }

    /** Deletes what this layer has at a name, whatever it is. */
    void remove(FileDescriptor directory, String name, FileAttributes.Status status) {
        if (status.isDirectory()) {
            trash.discard(directory, name);
        } else {
            FileTree.remove(directory, name);
        }
        // It may have been the way to the open directory.
        openPath = null;
    }

    /** Marks a directory so that nothing of the layers below shows in it. */
    static void makeOpaque(FileDescriptor directory) {
        ExtendedAttributes.set(directory, null, OPAQUE, YES);
    }

    @Override
    public void close() {
        forgetOpenDirectory();
        lowersTopFirst.forEach(FileDescriptor::close);
        root.close();
    }

    private FileDescriptor openOrMake(EntryPath path) throws MalformedArchiveException {
        try {
            return FileTree.openAt2(root, path.toString(), READ_DIRECTORY, 0, IN_ROOT);
        } catch (LinuxException e) {
            if (!e.is(Errno.ENOENT) && !e.is(Errno.ENOTDIR)) {
                throw e;
            }
        }
        for (int depth = 1; depth <= path.components().size(); depth++) {
            makeIfMissing(path.prefix(depth));
        }
        return FileTree.openAt2(root, path.toString(), READ_DIRECTORY, 0, IN_ROOT);
    }

    private void makeIfMissing(EntryPath path) throws MalformedArchiveException {
        try (FileDescriptor parent = FileTree.openAt2(root, path.parent().toString(), READ_DIRECTORY, 0, IN_ROOT)) {
            FileAttributes.Status status = status(parent, path.base());
            boolean deletedBefore = status != null && status.isWhiteout();
            if (deletedBefore) {
                FileTree.remove(parent, path.base());
            } else if (status != null) {
                checkLeadsToDirectory(path);
                return;
            }
            FileTree.makeDirectory(parent, path.base(), 0755);
            try (FileDescriptor made = FileTree.openAt(parent, path.base(), READ_DIRECTORY | FileTree.O_NOFOLLOW, 0)) {
                FileAttributes.setMode(made, 0755);
                if (deletedBefore) {
                    makeOpaque(made);
                } else {
                    copyAttributes(path, made);
                }
            }
        }
    }

    private void checkLeadsToDirectory(EntryPath path) throws MalformedArchiveException {
        try {
            FileTree.openAt2(root, path.toString(), READ_DIRECTORY, 0, IN_ROOT).close();
        } catch (LinuxException e) {
            throw new MalformedArchiveException(
                    "an entry of the archive is below \"" + path + "\", which is not a directory");
        }
    }

    /** Gives an implied directory what the same one has below; without this it would hide that one's attributes. */
    private void copyAttributes(EntryPath path, FileDescriptor made) {
        for (FileDescriptor lower : lowersTopFirst) {
            try (FileDescriptor below =
                    FileTree.openAt2(lower, path.toString(), FileTree.O_PATH | FileTree.O_DIRECTORY, 0, NO_LINKS)) {
                FileAttributes.Status status = FileAttributes.status(below, null);
                FileAttributes.setOwner(made, null, status.uid(), status.gid());
                FileAttributes.setMode(made, status.permissions());
                return;
            } catch (LinuxException e) {
                if (!e.is(Errno.ENOENT)) {
                    // Something else than a directory there hides what may lie further down.
                    return;
                }
            }
        }
        if (path.isRoot()) {
            FileAttributes.setMode(made, 0755);
        }
    }

    private void forgetOpenDirectory() {
        if (open != null) {
            open.close();
            open = null;
            openPath = null;
        }
    }
}
