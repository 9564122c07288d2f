package dev.gantry.engine.storage;

import dev.gantry.engine.error.EngineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Whole-file writes that a crash of the process cannot tear: a temporary file in the same directory takes the name when
 * it is complete. A reader sees the old or the new content.
 */
public final class AtomicFile {
    private static final String SUFFIX = ".gantry-tmp";
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private AtomicFile() {}

    /** Survives a crash of the process, and a power cut once the file system is synced (see {@link GroupSync}). */
    public static void write(Path file, byte[] content) {
        replace(file, content, false);
    }

    /** Returns when content and name would survive a power cut. */
    public static void writeDurably(Path file, byte[] content) {
        replace(file, content, true);
        syncDirectory(parent(file));
    }

    /** The content; empty if there is no such file. */
    public static Optional<byte[]> read(Path file) {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw EngineException.system("read " + file + ": " + e, e);
        }
    }

    /** Deletes the file if it is there; returns when that would survive a power cut. */
    public static void deleteDurably(Path file) {
        try {
            if (Files.deleteIfExists(file)) {
                syncDirectory(parent(file));
            }
        } catch (IOException e) {
            throw EngineException.system("delete " + file + ": " + e, e);
        }
    }

    /** Makes the names in a directory survive a power cut. */
    public static void syncDirectory(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw EngineException.system("sync " + directory + ": " + e, e);
        }
    }

    /** Deletes what an interrupted write left in a directory; only while nobody writes there, that is at start. */
    public static void sweep(Path directory) {
        try (DirectoryStream<Path> stale = Files.newDirectoryStream(directory, ".*" + SUFFIX)) {
            for (Path file : stale) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // Nothing was ever written there.
        } catch (IOException e) {
            throw EngineException.system("sweep " + directory + ": " + e, e);
        }
    }

    private static void replace(Path file, byte[] content, boolean sync) {
        String unique = Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36);
        Path temporary = parent(file).resolve("." + unique + SUFFIX);
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PRIVATE)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                if (sync) {
                    channel.force(true);
                }
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            discard(temporary, e);
            throw EngineException.system("write " + file + ": " + e, e);
        }
    }

    private static void discard(Path temporary, IOException cause) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("not a file in a directory: " + file);
        }
        return parent;
    }
}
