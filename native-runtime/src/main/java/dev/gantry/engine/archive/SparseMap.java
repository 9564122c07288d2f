package dev.gantry.engine.archive;

import dev.gantry.engine.archive.TarEntry.Extent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Where the data of a sparse file goes, in GNU tar's four ways of saying it (GNU tar manual, "Sparse Formats"). */
final class SparseMap {
    private static final int MAX_EXTENTS = 65536;
    /** Decimal digits of the largest number. */
    private static final int MAX_DIGITS = 19;

    private SparseMap() {}

    /** Where the next 512 bytes come from. */
    interface Blocks {
        byte[] next() throws IOException;
    }

    /** The old format: four extents in the header, 21 in each block that follows while a flag says so. */
    static List<Extent> ofGnuHeader(TarHeader header, Blocks blocks) throws IOException {
        List<Extent> extents = new ArrayList<>();
        boolean more = addFixed(header, 386, 4, extents);
        boolean extended = header.block()[482] != 0;
        while (extended) {
            TarHeader block = new TarHeader(blocks.next());
            more = more && addFixed(block, 0, 21, extents);
            extended = block.block()[504] != 0;
            checkCount(extents.size());
        }
        return extents;
    }

    /** Formats 0.0 and 0.1: offset and length in turn. */
    static List<Extent> ofNumbers(List<Long> numbers) throws MalformedArchiveException {
        if (numbers.size() % 2 != 0) {
            throw new MalformedArchiveException("broken sparse file in the tar archive: a length is missing");
        }
        checkCount(numbers.size() / 2);
        List<Extent> extents = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i += 2) {
            extents.add(new Extent(numbers.get(i), numbers.get(i + 1)));
        }
        return extents;
    }

    /** Format 1.0: a count and then the numbers, one a line, in whole blocks before the data. */
    static List<Extent> ofData(Blocks blocks) throws IOException {
        Lines lines = new Lines(blocks);
        long count = lines.next();
        checkCount(count);
        List<Long> numbers = new ArrayList<>();
        for (long i = 0; i < 2 * count; i++) {
            numbers.add(lines.next());
        }
        return ofNumbers(numbers);
    }

    /** Extents must ascend, lie within the file, and take exactly the data there is. */
    static List<Extent> checked(List<Extent> extents, long fileSize, long dataSize) throws MalformedArchiveException {
        long end = 0;
        long total = 0;
        for (Extent extent : extents) {
            if (extent.offset() < end || extent.length() < 0 || extent.offset() > fileSize - extent.length()) {
                throw new MalformedArchiveException("broken sparse file in the tar archive: impossible extents");
            }
            end = extent.offset() + extent.length();
            total += extent.length();
        }
        if (total != dataSize) {
            throw new MalformedArchiveException("broken sparse file in the tar archive: sizes do not add up");
        }
        return extents;
    }

    private static boolean addFixed(TarHeader block, int offset, int count, List<Extent> extents)
            throws MalformedArchiveException {
        for (int at = offset; at < offset + count * 24; at += 24) {
            if (block.block()[at] == 0) {
                return false;
            }
            extents.add(new Extent(block.number(at, 12), block.number(at + 12, 12)));
        }
        return true;
    }

    private static void checkCount(long count) throws MalformedArchiveException {
        if (count < 0 || count > MAX_EXTENTS) {
            throw new MalformedArchiveException("a sparse file in the tar archive has too many extents");
        }
    }

    private static final class Lines {
        private final Blocks blocks;
        private byte[] block = new byte[0];
        private int at;

        Lines(Blocks blocks) {
            this.blocks = blocks;
        }

        long next() throws IOException {
            StringBuilder digits = new StringBuilder();
            while (true) {
                if (at == block.length) {
                    block = blocks.next();
                    at = 0;
                }
                char c = (char) block[at++];
                if (c == '\n') {
                    return PaxRecords.decimal(digits.toString());
                }
                if (digits.append(c).length() > MAX_DIGITS) {
                    throw new MalformedArchiveException("broken sparse file in the tar archive: broken number");
                }
            }
        }
    }
}
