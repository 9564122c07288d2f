package dev.gantry.engine.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** One open file of a log. It stays the same when it is renamed; {@code key} is its device and inode. */
record LogFile(FileChannel channel, Object key) implements AutoCloseable {
    /** @return null when there is none of this name, or it was replaced while being opened */
    static @Nullable LogFile open(Path path) throws IOException {
        Object before = keyOf(path);
        if (before == null) {
            return null;
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            return null;
        }
        if (!before.equals(keyOf(path))) {
            channel.close();
            return null;
        }
        return new LogFile(channel, before);
    }

    /** @return null when there is none */
    static @Nullable Object keyOf(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    int read(ByteBuffer target, long position) throws IOException {
        return channel.read(target, position);
    }

    long size() throws IOException {
        return channel.size();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
