package dev.gantry.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Status line and header fields of an answer (RFC 9112, sections 4 and 5). */
record HttpHead(int status, Map<String, String> fields) {
    private static final int MAX_LINE = 64 << 10;
    private static final int MAX_FIELDS = 200;

    /** Reads up to and including the empty line; interim answers but 101 are read over. */
    static HttpHead read(InputStream in) throws IOException {
        HttpHead head;
        do {
            head = readOne(in);
        } while (head.status >= 100 && head.status < 200 && head.status != 101);
        return head;
    }

    private static HttpHead readOne(InputStream in) throws IOException {
        String statusLine = readLine(in);
        String[] words = statusLine.split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("[1-5]\\d\\d")) {
            throw new IOException("The endpoint does not answer as an HTTP server: \"" + statusLine + "\"");
        }
        Map<String, String> fields = new TreeMap<>();
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            int colon = line.indexOf(':');
            if (colon <= 0 || fields.size() == MAX_FIELDS) {
                throw new IOException("The engine sent a malformed header: \"" + line + "\"");
            }
            fields.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        return new HttpHead(Integer.parseInt(words[1]), fields);
    }

    /** A line without its end, {@code \r\n} or {@code \n}. */
    static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The engine closed the connection without a complete answer");
            }
            if (line.length() == MAX_LINE) {
                throw new IOException("The engine sent a header line of more than " + MAX_LINE + " bytes");
            }
            line.append((char) c);
        }
        int end = line.length();
        return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
    }

    String field(String name) {
        return fields.getOrDefault(name, "");
    }

    /** Frames what follows the head. */
    InputStream body(InputStream in, boolean answersHead) throws IOException {
        if (answersHead || status == 204 || status == 304) {
            return InputStream.nullInputStream();
        }
        if (field("transfer-encoding").toLowerCase(Locale.ROOT).endsWith("chunked")) {
            return new HttpBody.Chunked(in);
        }
        String length = field("content-length");
        if (length.isEmpty()) {
            return in;
        }
        try {
            return new HttpBody.Fixed(in, Long.parseUnsignedLong(length));
        } catch (NumberFormatException e) {
            throw new IOException("The engine sent Content-Length \"" + length + "\"", e);
        }
    }
}
