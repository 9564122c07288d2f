package dev.gantry.engine.runtime;

import dev.gantry.engine.linux.FileDescriptor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the launcher's instructions (launcher/config.c reads them): records of a little-endian length, a key, a zero
 * byte, the value, a zero byte. Descriptors get their numbers in the launcher in the order they are added.
 */
final class LauncherConfig {
    /** 0 to 2 are the launcher's own standard streams, 3 is this configuration. */
    private static final int FIRST_DESCRIPTOR = 4;

    private final ByteArrayOutputStream records = new ByteArrayOutputStream(32 << 10);
    private final List<Integer> descriptors = new ArrayList<>();

    /** @throws IllegalArgumentException if a text has a zero byte, which the kernel could not take either */
    LauncherConfig put(String key, String value) {
        if (value.indexOf(0) >= 0) {
            throw new IllegalArgumentException("a zero byte in " + key);
        }
        return put(key, value.getBytes(StandardCharsets.UTF_8));
    }

    LauncherConfig put(String key, long value) {
        return put(key, Long.toString(value));
    }

    LauncherConfig put(String key, byte[] value) {
        byte[] name = key.getBytes(StandardCharsets.US_ASCII);
        int length = name.length + value.length + 2;
        records.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .array());
        records.writeBytes(name);
        records.write(0);
        records.writeBytes(value);
        records.write(0);
        return this;
    }

    LauncherConfig flag(String key, boolean value) {
        return value ? put(key, "1") : this;
    }

    LauncherConfig descriptor(String key, FileDescriptor fd) {
        put(key, FIRST_DESCRIPTOR + descriptors.size());
        descriptors.add(fd.number());
        return this;
    }

    byte[] bytes() {
        return records.toByteArray();
    }

    /** What to pass on, from number 4 up. */
    List<Integer> descriptors() {
        return descriptors;
    }
}
