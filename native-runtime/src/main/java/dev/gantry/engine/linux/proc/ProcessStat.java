package dev.gantry.engine.linux.proc;

import java.util.Optional;

/**
 * What /proc/PID/stat tells; proc_pid_stat(5). Times are in clock ticks, of which a second has {@link #TICKS}.
 *
 * @param name the file name of the program, cut to 15 bytes; may hold any byte, also spaces and parentheses
 * @param state R, S, D, Z, T, t, X or I
 * @param terminal the controlling terminal's device number; 0 for none
 * @param startTicks when it started, after the machine did; with the pid it identifies a process for good
 * @param virtualBytes size of its address space
 * @param residentPages pages of it in memory
 */
public record ProcessStat(
        int pid,
        String name,
        char state,
        int parentPid,
        int processGroup,
        int session,
        int terminal,
        long userTicks,
        long systemTicks,
        int threads,
        long startTicks,
        long virtualBytes,
        long residentPages) {
    /** USER_HZ, which is 100 on every architecture this engine runs on; time(7). */
    public static final int TICKS = 100;

    /** Empty when there is no such process. */
    public static Optional<ProcessStat> of(int pid) {
        return ProcFile.ofProcess(pid, "stat").map(ProcessStat::parse);
    }

    /** @throws IllegalArgumentException when the text is not of the documented form */
    public static ProcessStat parse(String text) {
        int open = text.indexOf('(');
        // The last one, since the name itself may have some.
        int close = text.lastIndexOf(')');
        if (open < 2 || close < open || close + 2 >= text.length()) {
            throw new IllegalArgumentException("not the content of /proc/PID/stat: " + text);
        }
        String[] rest = text.substring(close + 2).stripTrailing().split(" ");
        if (rest.length < 22) {
            throw new IllegalArgumentException("not the content of /proc/PID/stat: " + text);
        }
        // rest[0] is the field that the manual numbers (3).
        return new ProcessStat(
                Integer.parseInt(text.substring(0, open - 1)),
                text.substring(open + 1, close),
                rest[0].charAt(0),
                Integer.parseInt(rest[1]),
                Integer.parseInt(rest[2]),
                Integer.parseInt(rest[3]),
                Integer.parseInt(rest[4]),
                Long.parseLong(rest[11]),
                Long.parseLong(rest[12]),
                Integer.parseInt(rest[17]),
                Long.parseLong(rest[19]),
                Long.parseLong(rest[20]),
                Long.parseLong(rest[21]));
    }

    public boolean isZombie() {
        return state == 'Z' || state == 'X';
    }
}
