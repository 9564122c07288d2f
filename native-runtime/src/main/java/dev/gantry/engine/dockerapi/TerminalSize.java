package dev.gantry.engine.dockerapi;

import dev.gantry.engine.error.EngineException;

/** The {@code h} and {@code w} parameters of a resize. */
final class TerminalSize {
    /** struct winsize has 16 bits for each. */
    private static final int MAX = 0xffff;

    private TerminalSize() {}

    static int rows(ApiRequest request) {
        return read(request, "h", "height");
    }

    static int columns(ApiRequest request) {
        return read(request, "w", "width");
    }

    private static int read(ApiRequest request, String name, String what) {
        String text = request.text(name);
        if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw EngineException.invalid("invalid resize " + what + " \"" + text + "\": invalid syntax");
        }
        long value = Long.parseLong(text);
        if (value > MAX) {
            throw EngineException.invalid("invalid resize " + what + " \"" + text + "\": value out of range");
        }
        return (int) value;
    }
}
