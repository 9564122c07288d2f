package dev.gantry.engine.content;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Computes the digest of everything that is read through it, so that content is verified while it streams. */
public final class VerifyingInputStream extends FilterInputStream {
    private final MessageDigest computation = Digest.sha256();
    private long count;

    public VerifyingInputStream(InputStream in) {
        super(in);
    }

    /** The digest of what has been read; nothing may be read afterwards. */
    public Digest digest() {
        return Digest.of(computation);
    }

    /** @throws IOException if what has been read is not what the digest says */
    public void verify(Digest expected, String what) throws IOException {
        Digest actual = digest();
        if (!actual.equals(expected)) {
            throw new IOException(what + " is damaged: its digest is " + actual + ", not " + expected);
        }
    }

    /** Bytes read so far. */
    public long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        if (b >= 0) {
            computation.update((byte) b);
            count++;
        }
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read > 0) {
            computation.update(buffer, offset, read);
            count += read;
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
}
