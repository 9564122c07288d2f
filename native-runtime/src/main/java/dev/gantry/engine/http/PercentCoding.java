package dev.gantry.engine.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decodes paths and queries (RFC 3986), once and strictly. */
public final class PercentCoding {
    private PercentCoding() {}

    /**
     * Decodes {@code %XX}; the result is UTF-8.
     *
     * @param text a character per byte
     * @param plusIsSpace as in a query
     */
    public static String decode(String text, boolean plusIsSpace) throws HttpException {
        if (isPlain(text, plusIsSpace)) {
            return text;
        }
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.put((byte) hex(text, i + 1));
                i += 2;
            } else {
                bytes.put((byte) (c == '+' && plusIsSpace ? ' ' : c));
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new HttpException(400, "malformed request: the URL is not UTF-8");
        }
    }

    private static boolean isPlain(String text, boolean plusIsSpace) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' || c >= 0x80 || (c == '+' && plusIsSpace)) {
                return false;
            }
        }
        return true;
    }

    private static int hex(String text, int at) throws HttpException {
        int high = at + 1 < text.length() ? Character.digit(text.charAt(at), 16) : -1;
        int low = high >= 0 ? Character.digit(text.charAt(at + 1), 16) : -1;
        if (low < 0) {
            throw new HttpException(400, "malformed request: invalid URL escape in \"" + text + "\"");
        }
        return high << 4 | low;
    }

    static Map<String, List<String>> parseQuery(String query) throws HttpException {
        Map<String, List<String>> parameters = new HashMap<>();
        for (String pair : query.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters
                    .computeIfAbsent(decode(name, true), n -> new ArrayList<>(1))
                    .add(decode(value, true));
        }
        return parameters;
    }
}
