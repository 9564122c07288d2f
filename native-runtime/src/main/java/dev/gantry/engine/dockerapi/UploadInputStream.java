package dev.gantry.engine.dockerapi;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** A request's body that tells every now and then how many bytes have come. */
final class UploadInputStream extends FilterInputStream {
    /** Seldom enough that telling costs nothing, often enough that a slow upload is seen to move. */
    static final int STEP = 1 << 20;

    private final LongConsumer listener;
    private long count;
    private long told;

    UploadInputStream(InputStream body, LongConsumer listener) {
        super(body);
        this.listener = listener;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        count(b < 0 ? 0 : 1);
        return b;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) {
        count += read;
        if (count - told >= STEP) {
            told = count;
            listener.accept(count);
        }
    }

    /** The body belongs to the connection. */
    @Override
    public void close() {}
}
