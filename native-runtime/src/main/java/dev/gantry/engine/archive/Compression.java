package dev.gantry.engine.archive;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.gantry.engine.error.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How an archive is compressed, told by its first bytes, never by a name or a header somebody claims. */
public enum Compression {
    NONE,
    /** RFC 1952. */
    GZIP,
    /** RFC 8878. */
    ZSTD;

    private static final int BUFFER = 65536;
    private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b, 8};
    private static final byte[] ZSTD_MAGIC = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
    private static final byte[] BZIP2_MAGIC = {'B', 'Z', 'h'};
    private static final byte[] XZ_MAGIC = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};
    private static final int LONGEST_MAGIC = 6;
    /** Level 1 is three times as fast as gzip's fastest and as small; what is kept here is read more often than sent. */
    private static final int ZSTD_LEVEL = 1;

    /** A stream whose compression is known. */
    public record Detected(Compression compression, InputStream stream) {}

    /**
     * Looks at the first bytes and puts them back. INVALID_PARAMETER for compressions that are known and not supported.
     */
    public static Detected detect(InputStream in) throws IOException {
        PushbackInputStream stream = new PushbackInputStream(in, LONGEST_MAGIC);
        byte[] start = stream.readNBytes(LONGEST_MAGIC);
        stream.unread(start);
        if (startsWith(start, BZIP2_MAGIC)) {
            throw unsupported("bzip2");
        }
        if (startsWith(start, XZ_MAGIC)) {
            throw unsupported("xz");
        }
        if (startsWith(start, GZIP_MAGIC)) {
            return new Detected(GZIP, stream);
        }
        return new Detected(startsWith(start, ZSTD_MAGIC) ? ZSTD : NONE, stream);
    }

    /** The plain bytes of a stream that is compressed this way. */
    public InputStream decompress(InputStream in) throws IOException {
        return switch (this) {
            case NONE -> in;
            case GZIP -> new GZIPInputStream(in, BUFFER);
            case ZSTD -> new ZstdInputStreamNoFinalizer(in);
        };
    }

    /** A stream that compresses this way what is written to it. */
    public OutputStream compress(OutputStream out) throws IOException {
        return switch (this) {
            case NONE -> out;
            case GZIP -> new GZIPOutputStream(out, BUFFER);
            case ZSTD -> new ZstdOutputStreamNoFinalizer(out, ZSTD_LEVEL);
        };
    }

    private static EngineException unsupported(String name) {
        return EngineException.invalid("the archive is compressed by " + name
                + ", which is not supported: decompress it first, or compress it by gzip or zstd");
    }

    private static boolean startsWith(byte[] bytes, byte[] magic) {
        return bytes.length >= magic.length && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }
}
