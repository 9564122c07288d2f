package dev.gantry.engine.linux.proc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Reads files whose text the kernel makes up when it is asked, below /proc, /sys and in cgroups. Such files have no
 * size, for which {@link java.nio.file.Files#readString} begins with a single byte: numbers below /proc/sys answer
 * a read that does not begin at 0 with the end of the file, so that 40 would come out as 4.
 */
public final class KernelText {
    private static final int FIRST = 4096;

    private KernelText() {}

    /** The whole text; what is not UTF-8, as a process's name may be, is replaced rather than refused. */
    public static String read(Path file) throws IOException {
        byte[] buffer = new byte[FIRST];
        int filled = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            int read = channel.read(ByteBuffer.wrap(buffer));
            while (read > 0) {
                filled += read;
                if (filled == buffer.length) {
                    buffer = Arrays.copyOf(buffer, buffer.length * 4);
                }
                read = channel.read(ByteBuffer.wrap(buffer, filled, buffer.length - filled));
            }
        }
        return new String(buffer, 0, filled, StandardCharsets.UTF_8);
    }
}
