package dev.gantry.engine.image;

import dev.gantry.engine.archive.ArchiveLimits;
import dev.gantry.engine.archive.MalformedArchiveException;
import dev.gantry.engine.archive.TarEntry;
import dev.gantry.engine.archive.TarEntry.Type;
import dev.gantry.engine.archive.TarReader;
import dev.gantry.engine.linux.Errno;
import dev.gantry.engine.linux.ExtendedAttributes;
import dev.gantry.engine.linux.FileAttributes;
import dev.gantry.engine.linux.FileContents;
import dev.gantry.engine.linux.FileDescriptor;
import dev.gantry.engine.linux.FileTree;
import dev.gantry.engine.linux.LinuxException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Unpacks a layer's changeset (OCI image-spec, layer.md) into a directory as overlayfs wants it: a deleted file becomes
 * a character device 0:0, an opaque directory gets an extended attribute. The archive is taken for hostile: whatever it
 * says, nothing outside the directory is touched, and it costs no more than the limits allow.
 */
final class LayerUnpacker {
    private static final Logger LOG = System.getLogger(LayerUnpacker.class.getName());
    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE_WHITEOUT = ".wh..wh..opq";
    /** Other names that begin so are aufs's own files. */
    private static final String AUFS = ".wh..wh.";

    /** The most that remembered directory names may take, in characters. */
    private static final long MAX_REMEMBERED = 64L << 20;

    private static final long MAX_ID = 0xfffffffeL;

    private final LayerTree tree;
    private final TarReader tar;
    private final ArchiveLimits limits;
    private final byte[] buffer = new byte[65536];
    /** Set at the end, for making a file changes its directory's time. */
    private final Map<String, Instant> directoryTimes = new LinkedHashMap<>();

    private boolean userAttributesLost;
    private long remembered;
    private long entries;
    private long bytes;

    private LayerUnpacker(LayerTree tree, TarReader tar, ArchiveLimits limits) {
        this.tree = tree;
        this.tar = tar;
        this.limits = limits;
    }

    /**
     * Unpacks the whole archive.
     *
     * @return bytes of the regular files
     * @throws IOException if the archive is broken, refused, or cannot be read; the message is for the user
     * @throws LinuxException if the disk or the kernel failed
     */
    static long unpack(TarReader tar, LayerTree tree, ArchiveLimits limits) throws IOException {
        LayerUnpacker unpacker = new LayerUnpacker(tree, tar, limits);
        for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
            unpacker.add(entry);
        }
        unpacker.setDirectoryTimes();
        return unpacker.bytes;
    }

    private void add(TarEntry entry) throws IOException {
        if (++entries > limits.maxEntries()) {
            throw new MalformedArchiveException("the archive has more than " + limits.maxEntries() + " entries");
        }
        try {
            EntryPath path = EntryPath.parse(entry.name(), limits.maxDepth());
            if (path.isRoot()) {
                addRoot(entry, path);
            } else if (isOfAufs(path)) {
                return;
            } else if (path.base().startsWith(WHITEOUT)) {
                addWhiteout(path);
            } else {
                addFile(entry, path);
            }
        } catch (LinuxException e) {
            if (isFaultOfArchive(e)) {
                throw new MalformedArchiveException(
                        "cannot unpack \"" + entry.name() + "\" of the archive: " + e.getMessage());
            }
            throw e;
        }
    }

    private void addRoot(TarEntry entry, EntryPath path) throws IOException {
        if (entry.type() != Type.DIRECTORY) {
            throw new MalformedArchiveException("the root of the archive is not a directory");
        }
        FileAttributes.setOwner(tree.root(), null, id(entry.uid()), id(entry.gid()));
        FileAttributes.setMode(tree.root(), entry.mode());
        rememberTime(path, entry);
    }

    /** Bookkeeping of the file system Docker had before overlayfs; no file of the image. */
    private static boolean isOfAufs(EntryPath path) {
        return path.components().stream().anyMatch(c -> c.startsWith(AUFS) && !c.equals(OPAQUE_WHITEOUT));
    }

    private void addWhiteout(EntryPath path) throws IOException {
        if (path.base().equals(OPAQUE_WHITEOUT)) {
            LayerTree.makeOpaque(tree.directory(path.parent()));
            return;
        }
        String hidden = path.base().substring(WHITEOUT.length());
        if (hidden.isEmpty() || hidden.equals(".") || hidden.equals("..")) {
            throw new MalformedArchiveException("refused the entry \"" + path + "\" of the archive: it hides nothing");
        }
        FileDescriptor directory = tree.directory(path.parent());
        FileAttributes.Status present = LayerTree.status(directory, hidden);
        if (present == null) {
            FileTree.makeNode(directory, hidden, FileTree.S_IFCHR, 0, 0);
        } else if (present.isDirectory()) {
            // It hides what lies below, not what this layer itself has.
            try (FileDescriptor same = FileTree.openAt(
                    directory, hidden, FileTree.O_RDONLY | FileTree.O_DIRECTORY | FileTree.O_NOFOLLOW, 0)) {
                LayerTree.makeOpaque(same);
            }
        }
    }

    private void addFile(TarEntry entry, EntryPath path) throws IOException {
        FileDescriptor directory = tree.directory(path.parent());
        FileAttributes.Status present = LayerTree.status(directory, path.base());
        boolean isDirectory = entry.type() == Type.DIRECTORY;
        boolean keep = present != null && isDirectory && present.isDirectory();
        if (present != null && !keep) {
            tree.remove(directory, path.base(), present);
        }
        if (!keep) {
            make(entry, path, directory);
        }
        if (entry.type() == Type.HARD_LINK) {
            return; // The attributes are those of the file it is one more name of.
        }
        setAttributes(entry, path, directory);
        if (isDirectory && present != null && present.isWhiteout()) {
            ExtendedAttributes.set(directory, path.base(), LayerTree.OPAQUE, new byte[] {'y'});
        }
    }

    private void make(TarEntry entry, EntryPath path, FileDescriptor directory) throws IOException {
        String name = path.base();
        int device = entry.mode();
        switch (entry.type()) {
            case FILE -> writeFile(entry, directory, name);
            case DIRECTORY -> FileTree.makeDirectory(directory, name, 0700);
            case SYMBOLIC_LINK -> makeSymbolicLink(entry, directory, name);
            case HARD_LINK -> makeHardLink(entry, directory, name);
            case CHARACTER_DEVICE ->
                FileTree.makeNode(directory, name, FileTree.S_IFCHR | device, entry.deviceMajor(), entry.deviceMinor());
            case BLOCK_DEVICE ->
                FileTree.makeNode(directory, name, FileTree.S_IFBLK | device, entry.deviceMajor(), entry.deviceMinor());
            case FIFO -> FileTree.makeNode(directory, name, FileTree.S_IFIFO | device, 0, 0);
        }
    }

    private void writeFile(TarEntry entry, FileDescriptor directory, String name) throws IOException {
        if (entry.size() > limits.maxBytes()) {
            throw new MalformedArchiveException(
                    "the file \"" + entry.name() + "\" of the archive is larger than " + limits.maxBytes() + " bytes");
        }
        int flags = FileTree.O_WRONLY | FileTree.O_CREAT | FileTree.O_EXCL | FileTree.O_NOFOLLOW;
        try (FileDescriptor file = FileTree.openAt(directory, name, flags, 0600)) {
            long end = 0;
            for (TarEntry.Extent extent : entry.extents()) {
                if (extent.offset() != end) {
                    FileContents.seek(file, extent.offset());
                }
                copy(file, extent.length());
                end = extent.offset() + extent.length();
            }
            if (end < entry.size()) {
                FileContents.truncate(file, entry.size());
            }
        }
        bytes += entry.size();
    }

    private void copy(FileDescriptor file, long length) throws IOException {
        long left = length;
        while (left > 0) {
            int count = 0;
            // Decompressors hand out small pieces; a call per full buffer is much cheaper than one per piece.
            while (count < Math.min(buffer.length, left)) {
                count += tar.read(buffer, count, (int) Math.min(buffer.length - count, left - count));
            }
            FileContents.write(file, buffer, count);
            left -= count;
        }
    }

    private static void makeSymbolicLink(TarEntry entry, FileDescriptor directory, String name) throws IOException {
        if (entry.linkName().indexOf(0) >= 0) {
            throw new MalformedArchiveException("the target of link \"" + entry.name() + "\" has a zero byte");
        }
        FileTree.makeSymbolicLink(directory, name, entry.linkName());
    }

    private void makeHardLink(TarEntry entry, FileDescriptor directory, String name) throws IOException {
        EntryPath target = EntryPath.parseLink(entry.linkName(), limits.maxDepth());
        try (FileDescriptor file = tree.file(target)) {
            if (FileAttributes.status(file, null).isDirectory()) {
                throw new MalformedArchiveException("refused the hard link \"" + entry.name() + "\" to a directory");
            }
            FileTree.makeHardLink(file, directory, name);
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT)) {
                throw new MalformedArchiveException("broken hard link \"" + entry.name()
                        + "\" in the archive: there is no \"" + entry.linkName() + "\" before it in this layer");
            }
            throw e;
        }
    }

    /** Owner first, for that clears setuid and capabilities; the time last, for everything else changes it. */
    private void setAttributes(TarEntry entry, EntryPath path, FileDescriptor directory) throws IOException {
        String name = path.base();
        FileAttributes.setOwner(directory, name, id(entry.uid()), id(entry.gid()));
        if (entry.type() != Type.SYMBOLIC_LINK) {
            FileAttributes.setMode(directory, name, entry.mode());
        }
        for (Map.Entry<String, byte[]> xattr : entry.xattrs().entrySet()) {
            if (isPortable(xattr.getKey())) {
                setXattr(directory, name, xattr.getKey(), xattr.getValue());
            }
        }
        if (entry.type() == Type.DIRECTORY) {
            rememberTime(path, entry);
        } else {
            FileAttributes.setModified(directory, name, entry.modified());
        }
    }

    private void setXattr(FileDescriptor directory, String name, String xattr, byte[] value) {
        try {
            ExtendedAttributes.set(directory, name, xattr, value);
        } catch (LinuxException e) {
            if (!e.is(Errno.EOPNOTSUPP) || !xattr.startsWith("user.")) {
                throw e;
            }
            // They are notes for people and programs; without capabilities, on the other hand, programs fail.
            if (!userAttributesLost) {
                LOG.log(Level.WARNING, "the file system of the data root keeps no user attributes, as of " + name);
            }
            userAttributesLost = true;
        }
    }

    /** Others mean something to this host only (SELinux labels), or to overlayfs, which an image must not speak to. */
    private static boolean isPortable(String xattr) {
        return xattr.equals("security.capability") || xattr.startsWith("user.") && !xattr.startsWith("user.overlay.");
    }

    private void rememberTime(EntryPath path, TarEntry entry) throws MalformedArchiveException {
        String name = path.toString();
        if (directoryTimes.put(name, entry.modified()) == null) {
            remembered += name.length();
        }
        if (remembered > MAX_REMEMBERED) {
            throw new MalformedArchiveException("the archive has too many directories with too long names");
        }
    }

    private void setDirectoryTimes() throws IOException {
        for (Map.Entry<String, Instant> directory : directoryTimes.entrySet()) {
            EntryPath path = EntryPath.parse(directory.getKey(), limits.maxDepth());
            Optional<FileDescriptor> present = tree.existingDirectory(path);
            if (present.isPresent()) {
                try (FileDescriptor open = present.get()) {
                    FileAttributes.setModified(open, null, directory.getValue());
                }
            }
        }
    }

    private static int id(long id) throws MalformedArchiveException {
        if (id < 0 || id > MAX_ID) {
            throw new MalformedArchiveException("impossible user or group id " + id + " in the archive");
        }
        return (int) id;
    }

    private static boolean isFaultOfArchive(LinuxException e) {
        return e.is(Errno.ENOENT)
                || e.is(Errno.ENOTDIR)
                || e.is(Errno.EISDIR)
                || e.is(Errno.EEXIST)
                || e.is(Errno.EINVAL)
                || e.is(Errno.ERANGE)
                || e.is(Errno.E2BIG)
                || e.is(Errno.ELOOP)
                || e.is(Errno.EMLINK)
                || e.is(Errno.ENAMETOOLONG);
    }
}
