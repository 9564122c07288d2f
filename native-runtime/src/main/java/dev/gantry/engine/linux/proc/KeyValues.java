package dev.gantry.engine.linux.proc;

import java.util.LinkedHashMap;
import java.util.Map;

/** Files of lines with a name and a number, such as memory.stat or cpu.stat of a control group. */
public final class KeyValues {
    private KeyValues() {}

    /** Name to number in the file's order; lines of another form are left out. */
    public static Map<String, Long> parse(String text) {
        Map<String, Long> values = new LinkedHashMap<>();
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            if (end < 0) {
                end = text.length();
            }
            int space = text.indexOf(' ', at);
            if (space > at && space < end) {
                String value = text.substring(space + 1, end);
                if (isNumber(value)) {
                    values.put(text.substring(at, space), number(value));
                }
            }
            at = end + 1;
        }
        return values;
    }

    private static boolean isNumber(String text) {
        if (text.equals("max")) {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && !(i == 0 && c == '-' && text.length() > 1)) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /**
     * One number: {@code max}, and what does not fit, is {@link Long#MAX_VALUE}; anything that is not a number is 0.
     */
    public static long number(String text) {
        if (text.equals("max")) {
            return Long.MAX_VALUE;
        }
        if (!isNumber(text)) {
            return 0;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
