package dev.gantry.engine.linux;

import dev.gantry.engine.error.EngineException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A signal by number and by name without the prefix {@code SIG}. Parsing follows Docker, which knows the numbers 1 to
 * 64 of signal(7) except 32 and 33, the two that the C library keeps to itself.
 */
public record Signal(int number, String name) {
    private static final int RTMIN = 34;
    private static final int RTMAX = 64;
    /** In the order of the numbers 1 to 31, which are the same on x86-64 and arm64; signal(7). */
    private static final String[] STANDARD = {
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
        "WINCH", "IO", "PWR", "SYS"
    };

    private static final Map<String, Signal> BY_NAME = new HashMap<>();
    private static final Map<Integer, Signal> BY_NUMBER = new HashMap<>();

    static {
        for (int i = 0; i < STANDARD.length; i++) {
            add(i + 1, STANDARD[i]);
        }
        for (int i = 0; i <= 15; i++) {
            add(RTMIN + i, i == 0 ? "RTMIN" : "RTMIN+" + i);
        }
        for (int i = 14; i >= 0; i--) {
            add(RTMAX - i, i == 0 ? "RTMAX" : "RTMAX-" + i);
        }
        BY_NAME.put("CLD", BY_NAME.get("CHLD"));
        BY_NAME.put("IOT", BY_NAME.get("ABRT"));
        BY_NAME.put("POLL", BY_NAME.get("IO"));
    }

    public static final Signal HUP = parse("HUP");
    public static final Signal INT = parse("INT");
    public static final Signal KILL = parse("KILL");
    public static final Signal TERM = parse("TERM");
    public static final Signal WINCH = parse("WINCH");

    private static void add(int number, String name) {
        Signal signal = new Signal(number, name);
        BY_NAME.put(name, signal);
        BY_NUMBER.put(number, signal);
    }

    /**
     * Reads {@code KILL}, {@code SIGKILL}, {@code sigkill}, {@code 9}, {@code RTMIN+3} and the like.
     *
     * @throws EngineException invalid parameter, in Docker's wording, for a name or number Docker does not know
     */
    public static Signal parse(String text) {
        if (text.matches("[+-]?[0-9]{1,9}")) {
            return parseNumber(text, Integer.parseInt(text));
        }
        String upper = text.toUpperCase(Locale.ROOT);
        Signal signal = BY_NAME.get(upper.startsWith("SIG") ? upper.substring(3) : upper);
        if (signal == null) {
            throw EngineException.invalid("invalid signal: " + text);
        }
        return signal;
    }

    private static Signal parseNumber(String text, int number) {
        if (number == 0) {
            throw EngineException.invalid("invalid signal: " + text);
        }
        Signal signal = BY_NUMBER.get(number);
        if (signal == null) {
            throw EngineException.invalid("the linux daemon does not support signal " + number);
        }
        return signal;
    }

    /**
     * Sends this signal, kill(2).
     *
     * @param pid a process of the caller's pid namespace, above zero: groups are never addressed by mistake
     * @return whether such a process, or its zombie, was there
     * @throws LinuxException when it was there and could not be signalled
     */
    public boolean send(int pid) {
        if (pid <= 0) {
            throw new IllegalArgumentException("not a process id: " + pid);
        }
        if (SignalCalls.kill(pid, number) == 0) {
            return true;
        }
        int errno = LibC.errno();
        if (errno == Errno.ESRCH.number()) {
            return false;
        }
        throw new LinuxException("kill process " + pid + " with SIG" + name, errno);
    }

    @Override
    public String toString() {
        return "SIG" + name;
    }
}
