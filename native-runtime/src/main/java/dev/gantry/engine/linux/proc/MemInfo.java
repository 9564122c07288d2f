package dev.gantry.engine.linux.proc;

/**
 * The machine's memory, bytes; proc_meminfo(5).
 *
 * @param available what can be given out without swapping
 */
public record MemInfo(long total, long free, long available, long swapTotal, long swapFree) {
    public static MemInfo ofHost() {
        return parse(ProcFile.ofHost("/proc/meminfo"));
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
