package dev.gantry.engine.linux.proc;

/**
 * CPU time of the whole machine; proc_stat(5).
 *
 * @param totalNanos all time since it started, summed over its CPUs, also the idle time: what Docker calls
 *     {@code system_cpu_usage} and measures a container's share against
 * @param online how many CPUs there are
 */
public record HostCpu(long totalNanos, int online) {
    private static final long NANOS_PER_TICK = 1_000_000_000L / ProcessStat.TICKS;
    /** user, nice, system, idle, iowait, irq, softirq; what comes after is part of these or stolen by the host. */
    private static final int COUNTED = 7;

    public static HostCpu now() {
        return parse(ProcFile.ofHost("/proc/stat"));
    }

    public static HostCpu parse(String text) {
        long ticks = 0;
        int online = 0;
        for (String line : text.split("\n")) {
            if (line.startsWith("cpu ")) {
                String[] fields = line.split(" +");
                for (int i = 1; i <= COUNTED && i < fields.length; i++) {
                    ticks += KeyValues.number(fields[i]);
                }
            } else if (line.startsWith("cpu")) {
                online++;
            }
        }
        return new HostCpu(ticks * NANOS_PER_TICK, online);
    }
}
