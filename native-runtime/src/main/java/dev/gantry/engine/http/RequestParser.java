package dev.gantry.engine.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads request heads (RFC 9112). Whatever two readers could understand differently is refused: another line end than
 * CR LF, folded lines, space before a colon, several lengths, a length beside an encoding.
 */
final class RequestParser {
    /** Most bytes of a request line and its header fields together. */
    static final int MAX_HEAD = 64 * 1024;

    private static final int MAX_FIELDS = 128;
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private final ConnectionInput input;
    private final Runnable sendContinue;

    /** @param sendContinue tells the client that its body is wanted */
    RequestParser(ConnectionInput input, Runnable sendContinue) {
        this.input = input;
        this.sendContinue = sendContinue;
    }

    /** The next request; {@code null} if the client sends none any more. */
    @Nullable
    HttpRequest next() throws IOException {
        LineReader lines = new LineReader(input, MAX_HEAD, 431);
        String requestLine = lines.next();
        // RFC 9112 2.2: some clients send an empty line after a body.
        if (requestLine != null && requestLine.isEmpty()) {
            requestLine = lines.next();
        }
        if (requestLine == null) {
            return null;
        }
        String[] parts = requestLine.split(" ", -1);
        if (parts.length != 3 || !isToken(parts[0])) {
            throw new HttpException(400, "malformed request line");
        }
        boolean http11 = isVersion11(parts[2]);
        String target = originForm(parts[1]);
        Headers headers = readHeaders(lines);
        if (http11 && headers.count("Host") != 1) {
            throw new HttpException(400, "malformed request: exactly one Host header is required");
        }
        long length = bodyLength(headers, http11);
        int question = target.indexOf('?');
        return new HttpRequest(
                parts[0],
                question < 0 ? target : target.substring(0, question),
                question < 0
                        ? Map.<String, List<String>>of()
                        : PercentCoding.parseQuery(target.substring(question + 1)),
                headers,
                length,
                body(headers, length),
                http11,
                http11 ? !headers.lists("Connection", "close") : headers.lists("Connection", "keep-alive"),
                headers.get("Upgrade"));
    }

    private static boolean isVersion11(String version) throws HttpException {
        return switch (version) {
            case "HTTP/1.1" -> true;
            case "HTTP/1.0" -> false;
            default -> throw new HttpException(505, "unsupported protocol version");
        };
    }

    private static String originForm(String target) throws HttpException {
        String origin = target;
        // RFC 9112 3.2.2: a server accepts the form meant for proxies too.
        if (target.regionMatches(true, 0, "http://", 0, 7)) {
            int slash = target.indexOf('/', 7);
            origin = slash < 0 ? "/" : target.substring(slash);
        }
        if (!origin.startsWith("/") || origin.indexOf('#') >= 0) {
            throw new HttpException(400, "malformed request: the target must be an absolute path");
        }
        for (int i = 0; i < origin.length(); i++) {
            if (origin.charAt(i) < 0x21 || origin.charAt(i) == 0x7f) {
                throw new HttpException(400, "malformed request: control character in the target");
            }
        }
        return origin;
    }

    private static Headers readHeaders(LineReader lines) throws IOException {
        Headers headers = new Headers();
        while (true) {
            String line = lines.next();
            if (line == null) {
                throw new HttpException(400, "the request ended in its head");
            }
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon < 1 || !isToken(line.substring(0, colon))) {
                throw new HttpException(400, "malformed header field");
            }
            if (headers.size() == MAX_FIELDS) {
                throw new HttpException(431, "more than " + MAX_FIELDS + " header fields");
            }
            headers.add(line.substring(0, colon), value(line.substring(colon + 1)));
        }
    }

    private static String value(String raw) throws HttpException {
        String value = raw.strip();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < 0x20 && c != '\t') || c == 0x7f) {
                throw new HttpException(400, "malformed header field: control character");
            }
        }
        return value;
    }

    private static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!alphanumeric && TOKEN_MARKS.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** @return -1 for a chunked body */
    private static long bodyLength(Headers headers, boolean http11) throws HttpException {
        int lengths = headers.count("Content-Length");
        String encoding = headers.get("Transfer-Encoding");
        if (encoding != null) {
            if (lengths > 0 || !http11 || headers.count("Transfer-Encoding") > 1) {
                throw new HttpException(400, "malformed request: more than one way to tell the body's length");
            }
            if (!encoding.toLowerCase(Locale.ROOT).equals("chunked")) {
                throw new HttpException(501, "unsupported transfer encoding: " + encoding);
            }
            return -1;
        }
        if (lengths > 1) {
            throw new HttpException(400, "malformed request: several Content-Length headers");
        }
        String length = headers.get("Content-Length");
        if (length == null) {
            return 0;
        }
        if (length.isEmpty() || length.length() > 18 || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new HttpException(400, "malformed request: bad Content-Length \"" + length + "\"");
        }
        return Long.parseLong(length);
    }

    private InputStream body(Headers headers, long length) {
        if (length == 0) {
            return InputStream.nullInputStream();
        }
        Runnable beforeFirst = headers.lists("Expect", "100-continue") ? sendContinue : () -> {};
        return length < 0
                ? new ChunkedInputStream(input, beforeFirst)
                : new FixedLengthInputStream(input, length, beforeFirst);
    }
}
