package dev.gantry.engine.http;

import java.io.IOException;
import java.io.InputStream;

/** A body in chunks (RFC 9112 7.1). Chunk extensions and trailers are skipped. */
final class ChunkedInputStream extends RequestBody {
    private static final int MAX_SIZE_LINE = 256;
    private static final int MAX_TRAILERS = 16 * 1024;

    private final InputStream input;
    private long left;
    private boolean first = true;
    private boolean complete;

    ChunkedInputStream(InputStream input, Runnable beforeFirst) {
        super(beforeFirst);
        this.input = input;
    }

    @Override
    int readSome(byte[] target, int offset, int length) throws IOException {
        if (left == 0 && (complete || !nextChunk())) {
            return -1;
        }
        int count = input.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new HttpException(400, "unexpected EOF in a chunk of the request's body");
        }
        left -= count;
        return count;
    }

    private boolean nextChunk() throws IOException {
        LineReader lines = new LineReader(input, MAX_SIZE_LINE, 400);
        if (!first && !"".equals(lines.next())) {
            throw new HttpException(400, "malformed chunked encoding: a chunk is longer than announced");
        }
        first = false;
        left = size(lines.next());
        if (left > 0) {
            return true;
        }
        LineReader trailers = new LineReader(input, MAX_TRAILERS, 400);
        String line;
        do {
            line = trailers.next();
            if (line == null) {
                throw new HttpException(400, "unexpected EOF after the last chunk of the request's body");
            }
        } while (!line.isEmpty());
        complete = true;
        return false;
    }

    private static long size(@org.jspecify.annotations.Nullable String line) throws HttpException {
        if (line == null) {
            throw new HttpException(400, "unexpected EOF between chunks of the request's body");
        }
        int end = 0;
        while (end < line.length() && Character.digit(line.charAt(end), 16) >= 0 && line.charAt(end) < 0x80) {
            end++;
        }
        boolean followed = end == line.length() || line.charAt(end) == ';' || line.charAt(end) == ' ';
        if (end == 0 || end > 15 || !followed) {
            throw new HttpException(400, "malformed chunked encoding: bad chunk size");
        }
        return Long.parseLong(line.substring(0, end), 16);
    }

    @Override
    boolean isComplete() {
        return complete;
    }
}
