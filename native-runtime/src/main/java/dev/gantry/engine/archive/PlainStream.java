package dev.gantry.engine.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The decompressed bytes of an archive, whichever way it is compressed. Refuses to go on when they are more than the
 * limits allow, in all or for what they came from: an archive may be made to fill the disk.
 */
public final class PlainStream extends FilterInputStream {
    private final Counter compressed;
    private final Compression compression;
    private final ArchiveLimits limits;
    private long count;

    private PlainStream(InputStream plain, Counter compressed, Compression compression, ArchiveLimits limits) {
        super(plain);
        this.compressed = compressed;
        this.compression = compression;
        this.limits = limits;
    }

    /** Detects the compression and undoes it. */
    public static PlainStream open(InputStream archive, ArchiveLimits limits) throws IOException {
        Counter counter = new Counter(archive);
        Compression.Detected detected = Compression.detect(counter);
        InputStream plain = detected.compression().decompress(detected.stream());
        return new PlainStream(plain, counter, detected.compression(), limits);
    }

    public Compression compression() {
        return compression;
    }

    /** Reads what is left, and with it checks whatever the compression checks at its end. */
    public void drain() throws IOException {
        byte[] buffer = new byte[65536];
        int read = 0;
        while (read >= 0) {
            read = read(buffer, 0, buffer.length);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read > 0) {
            count += read;
            check();
        }
        return read;
    }

    @Override
    public long skip(long n) throws IOException {
        return Math.max(0, read(new byte[(int) Math.clamp(n, 0, 65536)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void check() throws MalformedArchiveException {
        if (count > limits.maxBytes()) {
            throw new MalformedArchiveException("the archive has more than " + limits.maxBytes() + " bytes");
        }
        boolean counts = compression != Compression.NONE && count > limits.freeBytes();
        if (counts && count / limits.maxRatio() > compressed.count) {
            throw new MalformedArchiveException("the archive grows more than " + limits.maxRatio()
                    + "-fold when decompressed, which only files made to fill a disk do");
        }
    }

    private static final class Counter extends FilterInputStream {
        private long count;

        Counter(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count += Math.max(read, 0);
            return read;
        }
    }
}
