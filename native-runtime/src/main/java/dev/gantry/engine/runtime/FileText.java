package dev.gantry.engine.runtime;

import dev.gantry.engine.linux.Errno;
import dev.gantry.engine.linux.FileContents;
import dev.gantry.engine.linux.FileDescriptor;
import dev.gantry.engine.linux.LinuxException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Reads a small text file that somebody hostile may have written. */
final class FileText {
    private static final int PART = 16 << 10;

    private FileText() {}

    /** @throws LinuxException EFBIG if it has more than {@code limit} bytes */
    static String read(FileDescriptor file, int limit) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] part = new byte[PART];
        for (int n = FileContents.read(file, part); n > 0; n = FileContents.read(file, part)) {
            content.write(part, 0, n);
            if (content.size() > limit) {
                throw new LinuxException("read a file of more than " + limit + " bytes", Errno.EFBIG.number());
            }
        }
        return content.toString(StandardCharsets.UTF_8);
    }
}
