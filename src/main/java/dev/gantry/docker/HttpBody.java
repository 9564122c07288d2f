package dev.gantry.docker;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The framings of an HTTP/1.1 body (RFC 9112, section 6). Neither closes nor reads beyond the stream it frames. */
abstract sealed class HttpBody extends FilterInputStream {

    private HttpBody(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public abstract int read(byte[] buffer, int offset, int length) throws IOException;

    @Override
    public long skip(long n) throws IOException {
        byte[] buffer = new byte[(int) Math.min(8192, Math.max(1, n))];
        int read = n <= 0 ? 0 : read(buffer, 0, (int) Math.min(buffer.length, n));
        return Math.max(0, read);
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() {
        // The connection belongs to DockerResponse.
    }

    /** A body of a length that was announced. */
    static final class Fixed extends HttpBody {
        private long remaining;

        Fixed(InputStream in, long length) {
            super(in);
            this.remaining = length;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (remaining == 0) {
                return -1;
            }
            int read = in.read(buffer, offset, (int) Math.min(length, remaining));
            if (read < 0) {
                throw new EOFException("The engine closed the connection " + remaining + " bytes early");
            }
            remaining -= read;
            return read;
        }
    }

    /** A chunked body; extensions and trailers are read over. */
    static final class Chunked extends HttpBody {
        private long remaining;
        private boolean first = true;
        private boolean done;

        Chunked(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (length == 0) {
                // InputStream.readNBytes ends with such a call, which must not wait for the next chunk.
                return 0;
            }
            if (remaining == 0 && !nextChunk()) {
                return -1;
            }
            int read = in.read(buffer, offset, (int) Math.min(length, remaining));
            if (read < 0) {
                throw new EOFException("The engine closed the connection within a chunk");
            }
            remaining -= read;
            return read;
        }

        private boolean nextChunk() throws IOException {
            if (done) {
                return false;
            }
            if (!first) {
                HttpHead.readLine(in);
            }
            first = false;
            String line = HttpHead.readLine(in);
            int extension = line.indexOf(';');
            String size = (extension < 0 ? line : line.substring(0, extension)).trim();
            try {
                remaining = Long.parseUnsignedLong(size, 16);
            } catch (NumberFormatException e) {
                throw new IOException("The engine sent a chunk size that is none: \"" + size + "\"", e);
            }
            if (remaining == 0) {
                done = true;
                while (!HttpHead.readLine(in).isEmpty()) {
                    continue; // a trailer
                }
                return false;
            }
            return true;
        }
    }
}
