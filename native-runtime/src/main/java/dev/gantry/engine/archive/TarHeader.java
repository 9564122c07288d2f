package dev.gantry.engine.archive;

import dev.gantry.engine.linux.FileNames;
import java.util.Arrays;

/**
 * One 512-byte header block: the fields of POSIX.1-1988, with GNU's and star's binary numbers (see tar(5) of libarchive
 * for every variant).
 */
record TarHeader(byte[] block) {
    static final int SIZE = 512;

    private static final byte[] POSIX = {'u', 's', 't', 'a', 'r', 0};
    private static final byte[] GNU = {'u', 's', 't', 'a', 'r', ' ', ' ', 0};

    boolean isZero() {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** Old writers added signed bytes; both sums count as right. */
    boolean isChecksumRight() {
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < SIZE; i++) {
            byte b = i >= 148 && i < 156 ? (byte) ' ' : block[i];
            unsigned += b & 0xff;
            signed += b;
        }
        try {
            long written = number(148, 8);
            return written == unsigned || written == signed;
        } catch (MalformedArchiveException e) {
            return false;
        }
    }

    char type() {
        return (char) (block[156] & 0xff);
    }

    boolean isGnu() {
        return Arrays.equals(block, 257, 265, GNU, 0, 8);
    }

    String name() {
        String name = text(0, 100);
        boolean posix = Arrays.equals(block, 257, 263, POSIX, 0, 6);
        String prefix = posix ? text(345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    String linkName() {
        return text(157, 100);
    }

    int mode() throws MalformedArchiveException {
        return (int) number(100, 8) & 07777;
    }

    long uid() throws MalformedArchiveException {
        return number(108, 8);
    }

    long gid() throws MalformedArchiveException {
        return number(116, 8);
    }

    long size() throws MalformedArchiveException {
        return number(124, 12);
    }

    long modifiedSeconds() throws MalformedArchiveException {
        return number(136, 12);
    }

    int deviceMajor() throws MalformedArchiveException {
        return deviceNumber(329);
    }

    int deviceMinor() throws MalformedArchiveException {
        return deviceNumber(337);
    }

    private int deviceNumber(int offset) throws MalformedArchiveException {
        long value = number(offset, 8);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new MalformedArchiveException("impossible device number " + value + " in a tar header");
        }
        return (int) value;
    }

    /** Bytes up to the first zero, or all of them. */
    String text(int offset, int length) {
        int end = offset;
        while (end < offset + length && block[end] != 0) {
            end++;
        }
        return FileNames.decode(Arrays.copyOfRange(block, offset, end));
    }

    /** Octal digits between spaces and zeros, or, if the top bit is set, a big-endian two's complement number. */
    long number(int offset, int length) throws MalformedArchiveException {
        if ((block[offset] & 0x80) != 0) {
            return binary(offset, length);
        }
        int start = offset;
        int end = offset + length;
        while (start < end && (block[start] == ' ' || block[start] == 0)) {
            start++;
        }
        long value = 0;
        for (; start < end && block[start] != ' ' && block[start] != 0; start++) {
            int digit = block[start] - '0';
            if (digit < 0 || digit > 7) {
                throw new MalformedArchiveException("broken number in a tar header");
            }
            value = value << 3 | digit;
        }
        return value;
    }

    private long binary(int offset, int length) throws MalformedArchiveException {
        // The marker bit is not part of the number; the next bit is its sign.
        long value = (block[offset] & 0x40) != 0 ? block[offset] : block[offset] & 0x3f;
        for (int i = 1; i < length; i++) {
            if (value > Long.MAX_VALUE >> 8 || value < Long.MIN_VALUE >> 8) {
                throw new MalformedArchiveException("a number in a tar header is too large");
            }
            value = value << 8 | block[offset + i] & 0xff;
        }
        return value;
    }
}
