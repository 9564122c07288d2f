package dev.gantry.engine.http;

import java.io.IOException;
import java.io.InputStream;

/** What a client sends, buffered: heads are read from it byte by byte, bodies in pieces. */
final class ConnectionInput extends InputStream {
    private final ClientSocket socket;
    private final byte[] buffer = new byte[8192];
    private int position;
    private int limit;

    ConnectionInput(ClientSocket socket) {
        this.socket = socket;
    }

    @Override
    public int read() throws IOException {
        if (position == limit && !fill()) {
            return -1;
        }
        return buffer[position++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == limit) {
            if (length >= buffer.length) {
                return socket.read(target, offset, length);
            }
            if (!fill()) {
                return -1;
            }
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(socket.read(buffer, 0, buffer.length), 0);
        return limit > 0;
    }

    @Override
    public int available() {
        return limit - position;
    }
}
