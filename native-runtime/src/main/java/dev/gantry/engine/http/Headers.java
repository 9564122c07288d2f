package dev.gantry.engine.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Header fields in their order; names compare without regard to case. */
public final class Headers {
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    void add(String name, String value) {
        names.add(name);
        values.add(value);
    }

    /** The first value of a field. */
    public @Nullable String get(String name) {
        int index = indexOf(name);
        return index < 0 ? null : values.get(index);
    }

    public boolean has(String name) {
        return indexOf(name) >= 0;
    }

    int count(String name) {
        int count = 0;
        for (String each : names) {
            if (each.equalsIgnoreCase(name)) {
                count++;
            }
        }
        return count;
    }

    /** Whether a field that is a list, such as Connection, has an element. */
    boolean lists(String name, String element) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                for (String each : values.get(i).split(",")) {
                    if (each.trim().toLowerCase(Locale.ROOT).equals(element)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    int size() {
        return names.size();
    }

    private int indexOf(String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }
}
