package dev.gantry.engine.image;

import dev.gantry.engine.archive.ArchiveLimits;
import dev.gantry.engine.archive.MalformedArchiveException;
import dev.gantry.engine.archive.PlainStream;
import dev.gantry.engine.archive.TarEntry;
import dev.gantry.engine.archive.TarReader;
import dev.gantry.engine.storage.Trash;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of an archive of images, put aside until what it says about them has been read, for that comes last. They
 * get names of the engine's own on the disk; those in the archive are nothing but keys.
 */
final class SpooledArchive implements AutoCloseable {
    private static final int MAX_FILES = 100_000;
    private static final int MAX_LINKS = 8;

    private final Path directory;
    private final Trash trash;
    private final Map<String, Path> files = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();

    private SpooledArchive(Path directory, Trash trash) {
        this.directory = directory;
        this.trash = trash;
    }

    /** Reads the whole archive; its files lie below {@code tmp} until this is closed. */
    static SpooledArchive read(InputStream archive, Path tmp, Trash trash, ArchiveLimits limits) throws IOException {
        SpooledArchive spooled = new SpooledArchive(makeDirectory(tmp), trash);
        try {
            PlainStream plain = PlainStream.open(archive, limits);
            TarReader tar = new TarReader(new BufferedInputStream(plain, 65536));
            for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
                spooled.add(entry, tar, limits);
            }
            if (!tar.isEndMarked()) {
                throw new MalformedArchiveException("unexpected EOF: the archive is truncated");
            }
            plain.drain();
            return spooled;
        } catch (IOException | RuntimeException e) {
            spooled.close();
            throw e;
        }
    }

    boolean has(String path) {
        return files.containsKey(resolve(path));
    }

    /** @throws MalformedArchiveException if the archive has no such file */
    Path file(String path) throws MalformedArchiveException {
        Path file = files.get(resolve(path));
        if (file == null) {
            throw new MalformedArchiveException("invalid archive: it has no file \"" + path + "\"");
        }
        return file;
    }

    /** The content of a JSON document. */
    byte[] document(String path) throws IOException {
        try (InputStream in = Files.newInputStream(file(path))) {
            byte[] content = in.readNBytes(ImageConfigJson.MAX_BYTES + 1);
            if (content.length > ImageConfigJson.MAX_BYTES) {
                throw new MalformedArchiveException(
                        "invalid archive: \"" + path + "\" is larger than " + ImageConfigJson.MAX_BYTES + " bytes");
            }
            return content;
        }
    }

    @Override
    public void close() {
        trash.discard(directory);
    }

    private void add(TarEntry entry, TarReader tar, ArchiveLimits limits) throws IOException {
        EntryPath path = EntryPath.parse(entry.name(), limits.maxDepth());
        switch (entry.type()) {
            case DIRECTORY -> {}
            case FILE -> addFile(entry, path, tar);
            // Docker before 25 wrote a layer that several images share once and linked to it.
            case SYMBOLIC_LINK -> links.put(path.toString(), target(path, entry.linkName()));
            case HARD_LINK ->
                links.put(
                        path.toString(),
                        EntryPath.parseLink(entry.linkName(), 64).toString());
            case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO ->
                throw new MalformedArchiveException("invalid archive: \"" + path
                        + "\" is a device; a root file system is to be imported, not loaded");
        }
        if (files.size() + links.size() > MAX_FILES) {
            throw new MalformedArchiveException("invalid archive: it has more than " + MAX_FILES + " files");
        }
    }

    private void addFile(TarEntry entry, EntryPath path, TarReader tar) throws IOException {
        if (!entry.extents().equals(List.of(new TarEntry.Extent(0, entry.size())))) {
            throw new MalformedArchiveException("invalid archive: \"" + path + "\" is a sparse file");
        }
        Path file = directory.resolve(Integer.toString(files.size()));
        if (files.putIfAbsent(path.toString(), file) != null) {
            throw new MalformedArchiveException("invalid archive: it has the file \"" + path + "\" twice");
        }
        byte[] buffer = new byte[65536];
        try (DiskOutputStream out = DiskOutputStream.create(file)) {
            for (int n = tar.read(buffer, 0, buffer.length); n > 0; n = tar.read(buffer, 0, buffer.length)) {
                out.write(buffer, 0, n);
            }
        }
    }

    private String resolve(String path) {
        String resolved = path;
        for (int i = 0; i < MAX_LINKS && links.containsKey(resolved); i++) {
            resolved = links.getOrDefault(resolved, resolved);
        }
        return resolved;
    }

    /** A key, not a path anybody opens: what leads out of the archive just finds nothing. */
    private static String target(EntryPath link, String target) {
        Path parent = Path.of("/").resolve(link.parent().toString());
        return Path.of("/").relativize(parent.resolve(target).normalize()).toString();
    }

    private static Path makeDirectory(Path tmp) {
        try {
            return Files.createTempDirectory(tmp, "load-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
