package dev.gantry.engine.cgroup;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.linux.proc.KernelText;
import dev.gantry.engine.linux.proc.KeyValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** One file of a group. A write is a single write(2), which the kernel takes or refuses as a whole. */
public final class CgroupFile {
    private CgroupFile() {}

    /** @throws EngineException system, with the file, the value and the kernel's reason */
    public static void write(Path file, String value) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(value.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw EngineException.system("cannot write \"" + value + "\" to " + file + ": " + reason(e), e);
        }
    }

    public static void write(Path file, long value) {
        write(file, Long.toString(value));
    }

    /** Writes several values with one open file, as the files for device rules need it. */
    public static void writeEach(Path file, Iterable<?> values) {
        String current = "";
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (Object value : values) {
                current = value.toString();
                channel.write(ByteBuffer.wrap(current.getBytes(StandardCharsets.US_ASCII)), 0);
            }
        } catch (IOException e) {
            throw EngineException.system("cannot write \"" + current + "\" to " + file + ": " + reason(e), e);
        }
    }

    /** The whole text without the final line feed; the empty string when the file or its group is gone. */
    public static String read(Path file) {
        try {
            return KernelText.read(file).stripTrailing();
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            if (!Files.exists(file)) {
                // A group that is removed between open(2) and read(2) answers ENODEV.
                return "";
            }
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** A single number; {@code max} is {@link Long#MAX_VALUE}, and a missing file is 0. */
    public static long readLong(Path file) {
        return KeyValues.number(read(file));
    }

    /** Lines of a name and a number; empty when the file is missing. */
    public static Map<String, Long> readMap(Path file) {
        return KeyValues.parse(read(file));
    }

    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        String message = e.getMessage();
        return message == null ? e.toString() : message;
    }
}
