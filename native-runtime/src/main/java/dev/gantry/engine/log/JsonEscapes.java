package dev.gantry.engine.log;

/** The escapes of a JSON string, RFC 8259 section 7, undone in the array that holds them. */
final class JsonEscapes {
    private JsonEscapes() {}

    /**
     * Undoes the escapes of {@code b[from..to)}.
     *
     * @return the new end, or -1 when an escape is not of JSON; the bytes are then of no use
     */
    static int undo(byte[] b, int from, int to) {
        int out = from;
        int in = from;
        while (in < to) {
            byte c = b[in++];
            if (c != '\\') {
                b[out++] = c;
                continue;
            }
            if (in == to) {
                return -1;
            }
            byte kind = b[in++];
            if (kind != 'u') {
                byte plain = plain(kind);
                if (plain == 0) {
                    return -1;
                }
                b[out++] = plain;
                continue;
            }
            int unit = unit(b, in, to);
            if (unit < 0) {
                return -1;
            }
            in += 4;
            if (Character.isHighSurrogate((char) unit) && in + 6 <= to && b[in] == '\\' && b[in + 1] == 'u') {
                int low = unit(b, in + 2, to);
                if (low >= 0 && Character.isLowSurrogate((char) low)) {
                    unit = Character.toCodePoint((char) unit, (char) low);
                    in += 6;
                }
            }
            out = encode(b, out, unit);
        }
        return out;
    }

    private static byte plain(byte kind) {
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> 0;
        };
    }

    private static int unit(byte[] b, int at, int to) {
        if (at + 4 > to) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(b[at + i], 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** UTF-8, at most four bytes; half a surrogate pair becomes U+FFFD. */
    private static int encode(byte[] b, int at, int codePoint) {
        int out = at;
        int c = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE ? 0xFFFD : codePoint;
        if (c < 0x80) {
            b[out++] = (byte) c;
        } else if (c < 0x800) {
            b[out++] = (byte) (0xC0 | c >> 6);
            b[out++] = (byte) (0x80 | c & 0x3F);
        } else if (c < 0x10000) {
            b[out++] = (byte) (0xE0 | c >> 12);
            b[out++] = (byte) (0x80 | c >> 6 & 0x3F);
            b[out++] = (byte) (0x80 | c & 0x3F);
        } else {
            b[out++] = (byte) (0xF0 | c >> 18);
            b[out++] = (byte) (0x80 | c >> 12 & 0x3F);
            b[out++] = (byte) (0x80 | c >> 6 & 0x3F);
            b[out++] = (byte) (0x80 | c & 0x3F);
        }
        return out;
    }
}
