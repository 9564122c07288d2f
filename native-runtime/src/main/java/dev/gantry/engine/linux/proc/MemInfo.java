package dev.gantry.engine.linux.proc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The machine's memory, bytes; proc_meminfo(5).
 *
 * @param available what can be given out without swapping
 */
public record MemInfo(long total, long free, long available, long swapTotal, long swapFree) {
    public static MemInfo ofHost() {
        Path file = Path.of("/proc/meminfo");
        try {
            return parse(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Fields that are missing are 0. */
    public static MemInfo parse(String text) {
        return new MemInfo(
                field(text, "MemTotal"),
                field(text, "MemFree"),
                field(text, "MemAvailable"),
                field(text, "SwapTotal"),
                field(text, "SwapFree"));
    }

    private static long field(String text, String name) {
        String key = name + ":";
        for (String line : text.split("\n")) {
            if (line.startsWith(key)) {
                String value = line.substring(key.length()).strip();
                return value.endsWith(" kB")
                        ? KeyValues.number(value.substring(0, value.length() - 3)) * 1024
                        : KeyValues.number(value);
            }
        }
        return 0;
    }
}
