package dev.gantry.engine.runtime;

import dev.gantry.engine.linux.DirectoryListing;
import dev.gantry.engine.linux.ExtendedAttributes;
import dev.gantry.engine.linux.FileAttributes;
import dev.gantry.engine.linux.FileContents;
import dev.gantry.engine.linux.FileDescriptor;
import dev.gantry.engine.linux.FileTree;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills a new, empty volume with what the image has at the place where it is mounted, with owners, modes and extended
 * attributes, as Docker does. Walks by descriptor and follows no link.
 */
final class VolumeSeeder {
    private static final int READ_DIRECTORY = FileTree.O_RDONLY | FileTree.O_DIRECTORY | FileTree.O_NOFOLLOW;
    private static final int BUFFER = 64 << 10;
    /** Deeper than any sensible image, and each level costs two descriptors. */
    private static final int DEEPEST = 200;

    private final byte[] buffer = new byte[BUFFER];

    /**
     * @param image the directory of the image
     * @param volume the volume's own directory
     */
    void seed(FileDescriptor image, FileDescriptor volume) {
        try (FileDescriptor from = FileTree.openAt(image, ".", READ_DIRECTORY, 0);
                FileDescriptor to = FileTree.openAt(volume, ".", READ_DIRECTORY, 0)) {
            if (!list(to).isEmpty()) {
                return;
            }
            copyContent(from, to, 0);
            copyAttributes(FileAttributes.status(from, null), to);
            copyExtended(from, to);
        }
    }

    private static List<DirectoryListing.Entry> list(FileDescriptor directory) {
        List<DirectoryListing.Entry> all = new ArrayList<>();
        List<DirectoryListing.Entry> part = DirectoryListing.next(directory);
        while (!part.isEmpty()) {
            all.addAll(part);
            part = DirectoryListing.next(directory);
        }
        return all;
    }

    private void copyContent(FileDescriptor from, FileDescriptor to, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalStateException(
                    "the image's directories are nested deeper than " + DEEPEST + " levels below a volume");
        }
        for (DirectoryListing.Entry entry : list(from)) {
            copy(from, to, entry.name(), depth);
        }
    }

    private void copy(FileDescriptor from, FileDescriptor to, String name, int depth) {
        FileAttributes.Status status = FileAttributes.status(from, name);
        switch (status.mode() & FileTree.S_IFMT) {
            case FileTree.S_IFDIR -> {
                FileTree.makeDirectory(to, name, 0700);
                try (FileDescriptor source = FileTree.openAt(from, name, READ_DIRECTORY, 0);
                        FileDescriptor target = FileTree.openAt(to, name, READ_DIRECTORY, 0)) {
                    copyContent(source, target, depth + 1);
                    copyAttributes(status, target);
                    copyExtended(source, target);
                }
            }
            case FileTree.S_IFREG -> copyFile(from, to, name, status);
            case FileTree.S_IFLNK -> {
                FileTree.makeSymbolicLink(to, name, FileTree.readSymbolicLink(from, name));
                FileAttributes.setOwner(to, name, status.uid(), status.gid());
            }
            default -> {
                FileTree.makeNode(to, name, status.mode(), status.major(), status.minor());
                FileAttributes.setOwner(to, name, status.uid(), status.gid());
            }
        }
    }

    private void copyFile(FileDescriptor from, FileDescriptor to, String name, FileAttributes.Status status) {
        int create = FileTree.O_WRONLY | FileTree.O_CREAT | FileTree.O_EXCL | FileTree.O_NOFOLLOW;
        try (FileDescriptor source = FileTree.openAt(from, name, FileTree.O_RDONLY | FileTree.O_NOFOLLOW, 0);
                FileDescriptor target = FileTree.openAt(to, name, create, 0600)) {
            for (int n = FileContents.read(source, buffer); n > 0; n = FileContents.read(source, buffer)) {
                FileContents.write(target, buffer, n);
            }
            copyAttributes(status, target);
            copyExtended(source, target);
        }
    }

    /** The owner first: changing it clears set-user-ID bits. */
    private static void copyAttributes(FileAttributes.Status status, FileDescriptor target) {
        FileAttributes.setOwner(target, null, status.uid(), status.gid());
        FileAttributes.setMode(target, status.permissions());
    }

    private static void copyExtended(FileDescriptor from, FileDescriptor to) {
        for (String name : ExtendedAttributes.list(from, null)) {
            ExtendedAttributes.get(from, null, name).ifPresent(value -> ExtendedAttributes.set(to, null, name, value));
        }
    }
}
