package dev.gantry.engine.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads lines that end in CR LF and nothing else, of a bounded size altogether. Another line end is refused. */
final class LineReader {
    private final InputStream input;
    private final int tooLongStatus;
    private int left;
    private byte[] line = new byte[256];

    /**
     * @param limit most bytes of all lines together
     * @param tooLongStatus what more than that is answered with
     */
    LineReader(InputStream input, int limit, int tooLongStatus) {
        this.input = input;
        this.left = limit;
        this.tooLongStatus = tooLongStatus;
    }

    /** The next line without its end, a character per byte; {@code null} if the input ended before its first byte. */
    @Nullable
    String next() throws IOException {
        int length = 0;
        while (true) {
            int b = input.read();
            if (b < 0) {
                if (length == 0) {
                    return null;
                }
                throw new HttpException(400, "the request ended in the middle of a line");
            }
            if (--left < 0) {
                throw new HttpException(tooLongStatus, "the request's head is too large");
            }
            if (b == '\r') {
                if (input.read() != '\n') {
                    throw new HttpException(400, "malformed request: carriage return without line feed");
                }
                return new String(line, 0, length, StandardCharsets.ISO_8859_1);
            }
            if (b == '\n' || b == 0) {
                throw new HttpException(400, "malformed request: line feed without carriage return, or a zero byte");
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, length * 2);
            }
            line[length++] = (byte) b;
        }
    }
}
