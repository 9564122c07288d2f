package dev.gantry.engine.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Finds where the last entries of a log begin, by counting line feeds from the end backwards. */
final class LogTail {
    private static final int BLOCK = 64 * 1024;

    /** @param file index into the list of files, oldest first */
    record Start(int file, long position) {}

    private final byte[] block = new byte[BLOCK];
    /** Line feeds still to be passed; the line begins behind the one after. */
    private long left;

    private LogTail() {}

    /** Where the last so many complete lines of all files together begin. */
    static Start find(List<LogFile> files, long lines) throws IOException {
        LogTail tail = new LogTail();
        tail.left = lines;
        for (int i = files.size() - 1; i >= 0; i--) {
            long position = tail.findIn(files.get(i));
            if (position >= 0) {
                return new Start(i, position);
            }
        }
        return new Start(0, 0);
    }

    /** @return the position, or -1 when this file has too few lines */
    private long findIn(LogFile file) throws IOException {
        long end = file.size();
        while (end > 0) {
            int length = (int) Math.min(BLOCK, end);
            long start = end - length;
            int filled = 0;
            while (filled < length) {
                int read = file.read(ByteBuffer.wrap(block, filled, length - filled), start + filled);
                if (read <= 0) {
                    break;
                }
                filled += read;
            }
            for (int i = filled - 1; i >= 0; i--) {
                if (block[i] == '\n' && left-- == 0) {
                    return start + i + 1;
                }
            }
            end = start;
        }
        return -1;
    }
}
