package dev.gantry.engine.archive;

import dev.gantry.engine.linux.FileNames;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The records of a pax extended header, {@code LENGTH KEY=VALUE\n} each (POSIX.1-2001, pax "Extended Header"). Values
 * are bytes: those of extended attributes are not text.
 */
final class PaxRecords {
    private static final String XATTR = "SCHILY.xattr.";

    private final Map<String, byte[]> values = new HashMap<>();
    /** GNU's sparse format 0.0 repeats these two keys. */
    private final List<String> sparsePairs = new ArrayList<>();

    static PaxRecords none() {
        return new PaxRecords();
    }

    static PaxRecords parse(byte[] data) throws MalformedArchiveException {
        PaxRecords records = new PaxRecords();
        int at = 0;
        while (at < data.length) {
            int space = indexOf(data, (byte) ' ', at, Math.min(data.length, at + 20));
            long length = space < 0 ? -1 : decimal(ascii(data, at, space));
            if (length <= space - at + 1 || length > data.length - at) {
                throw new MalformedArchiveException("broken pax header: impossible record length");
            }
            int end = at + (int) length;
            int equals = indexOf(data, (byte) '=', space + 1, end);
            if (equals < 0 || data[end - 1] != '\n') {
                throw new MalformedArchiveException("broken pax header: a record is not KEY=VALUE");
            }
            records.add(ascii(data, space + 1, equals), Arrays.copyOfRange(data, equals + 1, end - 1));
            at = end;
        }
        return records;
    }

    private void add(String key, byte[] value) {
        if (key.equals("GNU.sparse.offset") || key.equals("GNU.sparse.numbytes")) {
            sparsePairs.add(new String(value, StandardCharsets.ISO_8859_1));
        }
        values.put(key, value);
    }

    /** A file name; zero bytes are refused where names are used. */
    Optional<String> name(String key) {
        return Optional.ofNullable(values.get(key)).filter(v -> v.length > 0).map(FileNames::decode);
    }

    Optional<Long> number(String key) throws MalformedArchiveException {
        byte[] value = values.get(key);
        return value == null ? Optional.empty() : Optional.of(decimal(ascii(value, 0, value.length)));
    }

    /** A time in seconds with an optional fraction, cut to nanoseconds. */
    Optional<Instant> time(String key) throws MalformedArchiveException {
        byte[] value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        String text = ascii(value, 0, value.length);
        int point = text.indexOf('.');
        boolean negative = text.startsWith("-");
        long seconds = decimal(point < 0 ? text : text.substring(0, point));
        String fraction = point < 0 ? "" : text.substring(point + 1);
        long nanos = decimal((fraction + "000000000").substring(0, 9));
        if (seconds > Long.MAX_VALUE / 4 || seconds < Long.MIN_VALUE / 4 || nanos < 0) {
            throw new MalformedArchiveException("broken pax header: impossible time " + text);
        }
        return Optional.of(TarReader.time(seconds, negative ? -nanos : nanos));
    }

    Map<String, byte[]> xattrs() {
        Map<String, byte[]> xattrs = new HashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(XATTR)) {
                xattrs.put(key.substring(XATTR.length()), value);
            }
        });
        return xattrs;
    }

    /** Offset and length in turn, of GNU's sparse formats 0.0 and 0.1; empty unless the entry is in one of these. */
    Optional<List<Long>> sparseNumbers() throws MalformedArchiveException {
        byte[] map = values.get("GNU.sparse.map");
        List<String> texts =
                map != null ? Arrays.asList(new String(map, StandardCharsets.ISO_8859_1).split(",", -1)) : sparsePairs;
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        List<Long> numbers = new ArrayList<>();
        for (String text : texts) {
            numbers.add(decimal(text));
        }
        return Optional.of(numbers);
    }

    static long decimal(String text) throws MalformedArchiveException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedArchiveException("broken pax header: a number was expected");
        }
    }

    private static int indexOf(byte[] data, byte wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (data[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static String ascii(byte[] data, int from, int to) {
        return new String(data, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
