package dev.gantry.engine.cgroup;

import dev.gantry.engine.linux.proc.MemInfo;

/** The machine's memory, which a group without a limit may use; read once, since it does not change. */
public final class HostMemory {
    private static final class Holder {
        private static final long TOTAL = MemInfo.ofHost().total();
    }

    private HostMemory() {}

    /** Bytes. */
    public static long total() {
        return Holder.TOTAL;
    }
}
