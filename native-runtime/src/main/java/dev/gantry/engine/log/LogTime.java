package dev.gantry.engine.log;

import java.time.LocalDate;

/** Reads times like {@code 2026-01-02T03:04:05.123456789Z}; remembers the last minute, which is nearly always the same. */
final class LogTime {
    private static final int DATE_AND_MINUTE = 16;
    private static final int SHORTEST = 20;
    private static final long NANOS = 1_000_000_000L;

    private final byte[] lastMinute = new byte[DATE_AND_MINUTE];
    private long lastMinuteSeconds;
    private long nanos;

    /** Nanoseconds since 1970 of what was parsed last. */
    long nanos() {
        return nanos;
    }

    /** @return whether the bytes are such a time, in UTC and with 0 to 9 digits after the point */
    boolean parse(byte[] b, int from, int to) {
        if (to - from < SHORTEST || b[to - 1] != 'Z' || b[from + 16] != ':') {
            return false;
        }
        if (!sameMinute(b, from) && !parseMinute(b, from)) {
            return false;
        }
        int seconds = digits(b, from + 17, 2);
        if (seconds < 0) {
            return false;
        }
        long fraction = fraction(b, from + 19, to - 1);
        nanos = (lastMinuteSeconds + seconds) * NANOS + fraction;
        return fraction >= 0;
    }

    private boolean sameMinute(byte[] b, int from) {
        for (int i = DATE_AND_MINUTE - 1; i >= 0; i--) {
            if (b[from + i] != lastMinute[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean parseMinute(byte[] b, int from) {
        int year = digits(b, from, 4);
        int month = digits(b, from + 5, 2);
        int day = digits(b, from + 8, 2);
        int hour = digits(b, from + 11, 2);
        int minute = digits(b, from + 14, 2);
        boolean wellFormed = b[from + 4] == '-' && b[from + 7] == '-' && b[from + 10] == 'T' && b[from + 13] == ':';
        // The range keeps the nanoseconds within 64 bits.
        if (!wellFormed || year < 1700 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31) {
            return false;
        }
        if (hour < 0
                || hour > 23
                || minute < 0
                || minute > 59
                || day > LocalDate.of(year, month, 1).lengthOfMonth()) {
            return false;
        }
        lastMinuteSeconds = LocalDate.of(year, month, day).toEpochDay() * 86_400 + hour * 3600L + minute * 60L;
        System.arraycopy(b, from, lastMinute, 0, DATE_AND_MINUTE);
        return true;
    }

    /** @return the digits as a number, or -1 */
    private static int digits(byte[] b, int at, int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            int digit = b[at + i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** @return nanoseconds of nothing, or of a point and up to nine digits; or -1 */
    private static long fraction(byte[] b, int from, int to) {
        if (from == to) {
            return 0;
        }
        int count = to - from - 1;
        if (b[from] != '.' || count < 1 || count > 9) {
            return -1;
        }
        int value = digits(b, from + 1, count);
        for (int i = count; i < 9 && value > 0; i++) {
            value *= 10;
        }
        return value;
    }
}
