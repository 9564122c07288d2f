package dev.gantry.engine.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Tells now and then, and at the end, how many bytes have been read. */
final class ProgressInputStream extends FilterInputStream {
    private static final long STEP = 512 << 10;

    private final LongConsumer listener;
    private long count;
    private long told;

    ProgressInputStream(InputStream in, LongConsumer listener) {
        super(in);
        this.listener = listener;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        count(b < 0 ? -1 : 1);
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(read);
        return read;
    }

    private void count(int read) {
        count += Math.max(read, 0);
        if (count - told >= STEP || read < 0 && count > told) {
            told = count;
            listener.accept(count);
        }
    }
}
