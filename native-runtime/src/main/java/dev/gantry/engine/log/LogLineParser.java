package dev.gantry.engine.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Takes a line of the log apart where it lies: the text's escapes are undone in place, which never needs more room. The
 * usual order of the fields is read by hand, eight bytes at a time; anything else is left to {@link LogLineFallback}.
 * The results are valid until the next call. For one thread.
 */
final class LogLineParser {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final byte[] START = ascii("{\"log\":\"");
    private static final byte[] STDOUT = ascii("\",\"stream\":\"stdout\",\"time\":\"");
    private static final byte[] STDERR = ascii("\",\"stream\":\"stderr\",\"time\":\"");
    private static final byte[] END = ascii("\"}");

    private final LogTime time = new LogTime();
    private LogStream stream = LogStream.STDOUT;
    private long nanos;
    private byte[] text = {};
    private int offset;
    private int length;

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    LogStream stream() {
        return stream;
    }

    long nanos() {
        return nanos;
    }

    /** Holds the text; the array that was parsed, unless the line was unusual. */
    byte[] text() {
        return text;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    /**
     * Parses one line. A torn entry, left by a full disk or a power cut, may be followed by a whole one on the same line,
     * written when the container was started again; the whole one is then taken.
     *
     * @param to its end, before the line feed
     * @return false when it is not an entry
     */
    boolean parse(byte[] b, int from, int to) {
        if (parseUsual(b, from, to) || parseUnusual(b, from, to)) {
            return true;
        }
        // No text can contain this, since its quotes are escaped.
        int last = to - START.length;
        while (last > from && !matches(b, last, to, START)) {
            last--;
        }
        return last > from && parseUsual(b, last, to);
    }

    private boolean parseUsual(byte[] b, int from, int to) {
        if (!matches(b, from, to, START)) {
            return false;
        }
        int start = from + START.length;
        int firstEscape = findQuoteOrBackslash(b, start, to);
        int quote = findQuote(b, firstEscape, to);
        if (matches(b, quote, to, STDOUT)) {
            stream = LogStream.STDOUT;
        } else if (matches(b, quote, to, STDERR)) {
            stream = LogStream.STDERR;
        } else {
            return false;
        }
        int timeEnd = to - END.length;
        if (!matches(b, timeEnd, to, END) || !time.parse(b, quote + STDOUT.length, timeEnd)) {
            return false;
        }
        int end = JsonEscapes.undo(b, firstEscape, quote);
        if (end < 0) {
            return false;
        }
        nanos = time.nanos();
        text = b;
        offset = start;
        length = end - start;
        return true;
    }

    private boolean parseUnusual(byte[] b, int from, int to) {
        LogLineFallback.Entry entry = LogLineFallback.parse(b, from, to, time);
        if (entry == null) {
            return false;
        }
        stream = entry.stream();
        nanos = entry.nanos();
        text = entry.text();
        offset = 0;
        length = text.length;
        return true;
    }

    private static boolean matches(byte[] b, int at, int to, byte[] expected) {
        if (at < 0 || to - at < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (b[at + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** @return where the first of the two is, or {@code to} */
    private static int findQuoteOrBackslash(byte[] b, int from, int to) {
        int i = from;
        for (; i + 8 <= to; i += 8) {
            long word = (long) LONG.get(b, i);
            long quotes = word ^ '"' * ONES;
            long backslashes = word ^ '\\' * ONES;
            // A byte that is zero after the exclusive or borrows from its high bit.
            if ((((quotes - ONES) & ~quotes | (backslashes - ONES) & ~backslashes) & HIGHS) != 0) {
                break;
            }
        }
        while (i < to && b[i] != '"' && b[i] != '\\') {
            i++;
        }
        return i;
    }

    /** @param at a quote, a backslash, or the end @return the quote that ends the string, or {@code to} */
    private static int findQuote(byte[] b, int at, int to) {
        int i = at;
        while (i < to && b[i] == '\\') {
            i = findQuoteOrBackslash(b, Math.min(i + 2, to), to);
        }
        return i;
    }

    /** @return where the next line feed is, or {@code to} */
    static int findLineFeed(byte[] b, int from, int to) {
        int i = from;
        for (; i + 8 <= to; i += 8) {
            long feeds = (long) LONG.get(b, i) ^ '\n' * ONES;
            if (((feeds - ONES) & ~feeds & HIGHS) != 0) {
                break;
            }
        }
        while (i < to && b[i] != '\n') {
            i++;
        }
        return i;
    }
}
