package dev.gantry.engine.linux.proc;

/**
 * CPU time of the whole machine since it started, from /proc/stat; see proc_stat(5).
 *
 * @param totalNanos of all CPUs: user, nice, system, idle, iowait, irq and softirq, as Docker counts it
 * @param cpus how many are on line
 */
public record CpuTimes(long totalNanos, int cpus) {
    /** USER_HZ is 100 on every architecture this runs on. */
    private static final long NANOS_PER_TICK = 10_000_000;

    private static final int FIELDS = 7;

    public static CpuTimes ofHost() {
        return parse(ProcFile.ofHost("/proc/stat"));
    }

    static CpuTimes parse(String text) {
        long ticks = 0;
        int cpus = 0;
        for (String line : text.split("\n")) {
            // The cpu lines come first.
            if (!line.startsWith("cpu")) {
                break;
            }
            if (line.startsWith("cpu ")) {
                String[] fields = line.trim().split(" +");
                for (int i = 1; i < fields.length && i <= FIELDS; i++) {
                    ticks += Long.parseLong(fields[i]);
                }
            } else {
                cpus++;
            }
        }
        return new CpuTimes(ticks * NANOS_PER_TICK, cpus);
    }
}
