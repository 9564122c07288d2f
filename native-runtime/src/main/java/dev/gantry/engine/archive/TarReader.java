package dev.gantry.engine.archive;

import dev.gantry.engine.archive.TarEntry.Extent;
import dev.gantry.engine.linux.FileNames;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar archive of any common variant (v7, ustar, pax, GNU, sparse) as a stream, in bounded memory whatever the
 * archive says. Made here because names and extended attributes must keep their bytes, which the usual library loses.
 * Not thread-safe.
 */
public final class TarReader {
    /** The most a long name or a pax header may take. */
    private static final int MAX_METADATA = 1 << 20;
    /** The most headers of headers in a row. */
    private static final int MAX_EXTENSIONS = 16;

    private final InputStream in;
    private long dataLeft;
    private int padding;
    private boolean started;
    private boolean ended;
    private boolean endMarked;

    /** The stream should be buffered; it is not closed. */
    public TarReader(InputStream in) {
        this.in = in;
    }

    /** The next entry, past what is unread of the present one's data; {@code null} at the end of the archive. */
    public @Nullable TarEntry next() throws IOException {
        if (ended) {
            return null;
        }
        skipData();
        PaxRecords pax = PaxRecords.none();
        String longName = null;
        String longLink = null;
        for (int extensions = 0; extensions < MAX_EXTENSIONS; extensions++) {
            TarHeader header = nextHeader();
            if (header == null) {
                return null;
            }
            switch (header.type()) {
                case 'x' -> pax = PaxRecords.parse(metadata(header));
                case 'g' -> metadata(header);
                case 'L' -> longName = longText(header);
                case 'K' -> longLink = longText(header);
                default -> {
                    return entry(header, pax, longName, longLink);
                }
            }
        }
        throw new MalformedArchiveException("broken tar archive: too many extension headers in a row");
    }

    /** Bytes of the present entry's data that have not been read. */
    public long dataLeft() {
        return dataLeft;
    }

    /** Reads of the present entry's data. @return 0 at its end */
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int wanted = (int) Math.min(length, dataLeft);
        if (wanted == 0) {
            return 0;
        }
        int count = in.read(buffer, offset, wanted);
        if (count < 0) {
            throw truncated();
        }
        dataLeft -= count;
        return count;
    }

    /** Whether the archive said itself that it ends; {@code false} may mean that it has been cut off between entries. */
    public boolean isEndMarked() {
        return endMarked;
    }

    private @Nullable TarHeader nextHeader() throws IOException {
        byte[] block = in.readNBytes(TarHeader.SIZE);
        if (block.length == 0) {
            ended = true;
            return null;
        }
        TarHeader header = new TarHeader(complete(block));
        if (header.isZero()) {
            ended = true;
            endMarked = true;
            return null;
        }
        if (!header.isChecksumRight()) {
            throw new MalformedArchiveException(
                    started ? "broken tar archive: a header's checksum is wrong" : "this is not a tar archive");
        }
        started = true;
        return header;
    }

    private TarEntry entry(TarHeader header, PaxRecords pax, @Nullable String longName, @Nullable String longLink)
            throws IOException {
        String name = pax.name("GNU.sparse.name")
                .or(() -> pax.name("path"))
                .orElseGet(() -> longName == null ? header.name() : longName);
        String link = pax.name("linkpath").orElseGet(() -> longLink == null ? header.linkName() : longLink);
        TarEntry.Type type = type(header.type(), name);
        long size = pax.number("size").orElse(header.size());
        if (size < 0) {
            throw new MalformedArchiveException("broken tar archive: " + name + " has a negative size");
        }
        // Only files have data; some writers give links and directories a size nevertheless.
        begin(type == TarEntry.Type.FILE ? size : 0);
        List<Extent> extents = List.of();
        if (type == TarEntry.Type.FILE) {
            long stored = size;
            size = fileSize(header, pax, stored);
            extents = extents(header, pax, size, stored);
        }
        return new TarEntry(
                type,
                name,
                link,
                header.mode(),
                pax.number("uid").orElse(header.uid()),
                pax.number("gid").orElse(header.gid()),
                size,
                pax.time("mtime").orElse(time(header.modifiedSeconds(), 0)),
                isDevice(type) ? header.deviceMajor() : 0,
                isDevice(type) ? header.deviceMinor() : 0,
                pax.xattrs(),
                extents);
    }

    private static long fileSize(TarHeader header, PaxRecords pax, long stored) throws MalformedArchiveException {
        if (header.type() == 'S') {
            return header.number(483, 12);
        }
        // The formats 0.x and 1.0 call it differently.
        return pax.number("GNU.sparse.realsize")
                .orElse(pax.number("GNU.sparse.size").orElse(stored));
    }

    private List<Extent> extents(TarHeader header, PaxRecords pax, long size, long stored) throws IOException {
        List<Extent> extents;
        var numbers = pax.sparseNumbers();
        if (header.type() == 'S') {
            // Its extension blocks lie between header and data and are not counted in the size.
            extents = SparseMap.ofGnuHeader(header, () -> complete(in.readNBytes(TarHeader.SIZE)));
        } else if (numbers.isPresent()) {
            extents = SparseMap.ofNumbers(numbers.get());
        } else if (pax.number("GNU.sparse.major").orElse(0L) == 1) {
            extents = SparseMap.ofData(() -> {
                byte[] block = new byte[TarHeader.SIZE];
                readFully(block);
                return block;
            });
        } else {
            extents = List.of(new Extent(0, stored));
        }
        return SparseMap.checked(extents, size, dataLeft);
    }

    private static TarEntry.Type type(char type, String name) throws MalformedArchiveException {
        return switch (type) {
            // Before POSIX a directory was a file whose name ends so.
            case '0', 0 -> name.endsWith("/") ? TarEntry.Type.DIRECTORY : TarEntry.Type.FILE;
            case '7', 'S' -> TarEntry.Type.FILE;
            case '1' -> TarEntry.Type.HARD_LINK;
            case '2' -> TarEntry.Type.SYMBOLIC_LINK;
            case '3' -> TarEntry.Type.CHARACTER_DEVICE;
            case '4' -> TarEntry.Type.BLOCK_DEVICE;
            case '5' -> TarEntry.Type.DIRECTORY;
            case '6' -> TarEntry.Type.FIFO;
            default ->
                throw new MalformedArchiveException(
                        "unsupported entry in the tar archive: " + name + " is of type '" + type + "'");
        };
    }

    private static boolean isDevice(TarEntry.Type type) {
        return type == TarEntry.Type.CHARACTER_DEVICE || type == TarEntry.Type.BLOCK_DEVICE;
    }

    /** Seconds and nanoseconds as an instant; out of what an instant can be, the nearest. */
    static Instant time(long seconds, long nanos) {
        long clamped = Math.clamp(seconds, Instant.MIN.getEpochSecond() + 1, Instant.MAX.getEpochSecond() - 1);
        return Instant.ofEpochSecond(clamped, nanos);
    }

    private byte[] metadata(TarHeader header) throws IOException {
        long size = header.size();
        if (size < 0 || size > MAX_METADATA) {
            throw new MalformedArchiveException("broken tar archive: an extension header of " + size + " bytes");
        }
        begin(size);
        byte[] data = new byte[(int) size];
        readFully(data);
        skipData();
        return data;
    }

    private String longText(TarHeader header) throws IOException {
        byte[] data = metadata(header);
        int end = 0;
        while (end < data.length && data[end] != 0) {
            end++;
        }
        return FileNames.decode(Arrays.copyOf(data, end));
    }

    private void begin(long size) {
        dataLeft = size;
        padding = (int) (-size & (TarHeader.SIZE - 1));
    }

    private void skipData() throws IOException {
        byte[] buffer = dataLeft > 0 ? new byte[8192] : new byte[0];
        while (dataLeft > 0) {
            read(buffer, 0, buffer.length);
        }
        if (in.readNBytes(padding).length < padding) {
            throw truncated();
        }
        padding = 0;
    }

    private void readFully(byte[] target) throws IOException {
        int at = 0;
        while (at < target.length) {
            int count = read(target, at, target.length - at);
            if (count == 0) {
                throw new MalformedArchiveException("broken tar archive: an entry is shorter than it must be");
            }
            at += count;
        }
    }

    private static byte[] complete(byte[] block) throws MalformedArchiveException {
        if (block.length < TarHeader.SIZE) {
            throw truncated();
        }
        return block;
    }

    private static MalformedArchiveException truncated() {
        return new MalformedArchiveException("unexpected EOF: the archive is truncated");
    }
}
