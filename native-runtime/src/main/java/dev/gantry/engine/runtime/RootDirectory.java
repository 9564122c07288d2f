package dev.gantry.engine.runtime;

import dev.gantry.engine.linux.Errno;
import dev.gantry.engine.linux.FileDescriptor;
import dev.gantry.engine.linux.FileTree;
import dev.gantry.engine.linux.LinuxException;
import java.util.ArrayList;
import java.util.List;

/**
 * A container's root directory seen from outside. Every path is resolved by the kernel inside it (openat2(2)
 * RESOLVE_IN_ROOT), so no symbolic link of an image leads out, and what is opened stays what it is while it is used.
 */
final class RootDirectory {
    private static final long INSIDE = FileTree.RESOLVE_IN_ROOT | FileTree.RESOLVE_NO_MAGICLINKS;

    private static final int MAX_TEXT = 1 << 20;

    private final FileDescriptor root;

    RootDirectory(FileDescriptor root) {
        this.root = root;
    }

    /** Opens a directory, which is made with its parents if it is missing. Links are followed inside the root. */
    FileDescriptor directory(String path) {
        return open(path, true, INSIDE);
    }

    /** The same for the engine's own mount points: a link there would be an image's attempt to move them. */
    FileDescriptor plainDirectory(String path) {
        return open(path, true, FileTree.RESOLVE_IN_ROOT | FileTree.RESOLVE_NO_SYMLINKS);
    }

    /** Opens a file of any kind but a directory; an empty one is made, with its parents, if it is missing. */
    FileDescriptor file(String path) {
        return open(path, false, INSIDE);
    }

    /** The text of a file, resolved inside; empty if there is none or it is no regular file of a sensible size. */
    String text(String path) {
        int flags = FileTree.O_RDONLY | FileTree.O_NONBLOCK;
        List<String> names = names(path);
        try (FileDescriptor file = FileTree.openAt2(root, join(names, names.size()), flags, 0, INSIDE)) {
            return FileText.read(file, MAX_TEXT);
        } catch (LinuxException e) {
            return "";
        }
    }

    private FileDescriptor open(String path, boolean directory, long resolve) {
        List<String> names = names(path);
        int flags = FileTree.O_PATH | (directory ? FileTree.O_DIRECTORY : 0);
        try {
            return FileTree.openAt2(root, join(names, names.size()), flags, 0, resolve);
        } catch (LinuxException e) {
            if (!e.is(Errno.ENOENT)) {
                throw e;
            }
        }
        make(names, directory, resolve);
        return FileTree.openAt2(root, join(names, names.size()), flags, 0, resolve);
    }

    /** Walks from the top: each prefix is resolved anew by the kernel, and what is missing is made in its parent. */
    private void make(List<String> names, boolean directory, long resolve) {
        for (int i = 0; i < names.size(); i++) {
            boolean last = i == names.size() - 1;
            int parentFlags = FileTree.O_PATH | FileTree.O_DIRECTORY;
            try (FileDescriptor parent = FileTree.openAt2(root, join(names, i), parentFlags, 0, resolve)) {
                if (last && !directory) {
                    makeFile(parent, names.get(i));
                } else {
                    makeDirectory(parent, names.get(i));
                }
            }
        }
    }

    private static void makeDirectory(FileDescriptor parent, String name) {
        try {
            FileTree.makeDirectory(parent, name, 0755);
        } catch (LinuxException e) {
            if (!e.is(Errno.EEXIST)) {
                throw e;
            }
        }
    }

    private static void makeFile(FileDescriptor parent, String name) {
        int flags = FileTree.O_WRONLY | FileTree.O_CREAT | FileTree.O_EXCL;
        FileTree.openAt(parent, name, flags, 0644).close();
    }

    private static List<String> names(String path) {
        List<String> names = new ArrayList<>();
        for (String name : path.split("/")) {
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                throw new IllegalArgumentException("a path with ..: " + path);
            }
            names.add(name);
        }
        return names;
    }

    private static String join(List<String> names, int count) {
        return count == 0 ? "." : String.join("/", names.subList(0, count));
    }
}
