package dev.gantry.engine.cgroup;

import java.util.BitSet;

/** The kernel's list format for CPUs and memory nodes, as in {@code 0-3,7}; see cpuset(7) "List format". */
final class CpuList {
    /** More than any kernel is built for (CONFIG_NR_CPUS), so that {@code 0-999999999} costs nothing. */
    private static final int LIMIT = 8192;

    private CpuList() {}

    /** @throws IllegalArgumentException when the text is not such a list or names more than the kernel could have */
    static BitSet parse(String text) {
        BitSet set = new BitSet();
        if (text.isEmpty()) {
            return set;
        }
        for (String part : text.split(",", -1)) {
            int dash = part.indexOf('-');
            int from = number(dash < 0 ? part : part.substring(0, dash), text);
            int to = dash < 0 ? from : number(part.substring(dash + 1), text);
            if (from > to) {
                throw new IllegalArgumentException("invalid format: " + text);
            }
            set.set(from, to + 1);
        }
        return set;
    }

    private static int number(String part, String text) {
        if (!part.matches("[0-9]{1,6}")) {
            throw new IllegalArgumentException("invalid format: " + text);
        }
        int number = Integer.parseInt(part);
        if (number >= LIMIT) {
            throw new IllegalArgumentException("value of out range, maximum is " + (LIMIT - 1));
        }
        return number;
    }

    /** Whether every member of the first list is in the second. */
    static boolean contains(BitSet available, BitSet requested) {
        BitSet rest = (BitSet) requested.clone();
        rest.andNot(available);
        return rest.isEmpty();
    }
}
