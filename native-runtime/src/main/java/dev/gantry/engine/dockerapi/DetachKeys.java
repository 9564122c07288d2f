package dev.gantry.engine.dockerapi;

import dev.gantry.engine.error.EngineException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The key sequence by which a terminal is left without ending what runs in it; {@code ctrl-p,ctrl-q} unless the client
 * says otherwise.
 */
final class DetachKeys {
    private static final byte[] DEFAULT = {0x10, 0x11};
    private static final String CONTROL_KEYS = "@abcdefghijklmnopqrstuvwxyz[\\]^_";

    private final byte[] keys;
    private int matched;

    private DetachKeys(byte[] keys) {
        this.keys = keys;
    }

    /** INVALID_PARAMETER in Docker's words unless it is a list of characters and {@code ctrl-} with a character. */
    static DetachKeys parse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return new DetachKeys(DEFAULT);
        }
        String[] names = text.split(",", -1);
        byte[] keys = new byte[names.length];
        for (int i = 0; i < names.length; i++) {
            int key = key(names[i].toLowerCase(Locale.ROOT), names[i]);
            if (key < 0) {
                throw EngineException.invalid("Invalid detach keys (" + text + ") provided");
            }
            keys[i] = (byte) key;
        }
        return new DetachKeys(keys);
    }

    private static int key(String lower, String name) {
        if (name.length() == 1 && name.charAt(0) < 0x80) {
            return name.charAt(0);
        }
        return lower.length() == 6 && lower.startsWith("ctrl-") ? CONTROL_KEYS.indexOf(lower.charAt(5)) : -1;
    }

    /** What of some input is to be passed on, and whether the sequence was completed in it. */
    record Result(byte[] passed, boolean detached) {}

    /**
     * Takes input. Keys that may begin the sequence are held back until it is certain that they do not; what follows
     * the sequence is dropped.
     */
    Result feed(byte[] input, int length) {
        byte[] out = new byte[length + keys.length];
        int end = 0;
        for (int i = 0; i < length; i++) {
            byte b = input[i];
            if (b != keys[matched] && matched > 0) {
                System.arraycopy(keys, 0, out, end, matched);
                end += matched;
                matched = 0;
            }
            if (b == keys[matched]) {
                matched++;
                if (matched == keys.length) {
                    return new Result(Arrays.copyOf(out, end), true);
                }
            } else {
                out[end++] = b;
            }
        }
        return new Result(Arrays.copyOf(out, end), false);
    }
}
