package dev.gantry.engine.cgroup;

import java.util.List;
import java.util.Map;

/** What a group has used since it was made, and its limits, at one moment. */
public record CgroupStats(Cpu cpu, Memory memory, Pids pids, BlockIo blockIo) {
    /**
     * CPU time, nanoseconds.
     *
     * @param perCpuNanos by CPU number; empty on cgroup v2, which does not count it
     * @param periods enforcement periods that have passed while processes were runnable
     * @param throttledPeriods those of them in which the quota was used up
     * @param throttledNanos how long processes waited for that
     */
    public record Cpu(
            long totalNanos,
            long userNanos,
            long systemNanos,
            List<Long> perCpuNanos,
            long periods,
            long throttledPeriods,
            long throttledNanos) {
        static final Cpu NONE = new Cpu(0, 0, 0, List.of(), 0, 0, 0);
    }

    /**
     * Memory, bytes.
     *
     * @param maxUsage the most it has been; 0 where the kernel does not record it
     * @param limit the group's limit, or the machine's memory if that is less
     * @param failures how often the limit was reached
     * @param stat the counters of memory.stat under the kernel's names; they differ between v1 and v2
     */
    public record Memory(long usage, long maxUsage, long limit, long failures, Map<String, Long> stat) {
        static final Memory NONE = new Memory(0, 0, 0, 0, Map.of());
    }

    /**
     * Processes and threads.
     *
     * @param limit the most there may be; 0 for no limit
     */
    public record Pids(long current, long limit) {
        static final Pids NONE = new Pids(0, 0);
    }

    /**
     * Block I/O, nested groups included.
     *
     * @param bytes transferred
     * @param operations requests made
     */
    public record BlockIo(List<Entry> bytes, List<Entry> operations) {
        static final BlockIo NONE = new BlockIo(List.of(), List.of());

        /** One counter of one device. @param op as the kernel names it: Read, Write, Sync … on v1; read, write on v2 */
        public record Entry(long major, long minor, String op, long value) {}
    }

    /** Collects what each controller contributes. */
    public static final class Builder {
        private Cpu cpu = Cpu.NONE;
        private Memory memory = Memory.NONE;
        private Pids pids = Pids.NONE;
        private BlockIo blockIo = BlockIo.NONE;

        /** CPU time; throttling already set is kept. */
        public Builder cpuTime(long totalNanos, long userNanos, long systemNanos, List<Long> perCpuNanos) {
            cpu = new Cpu(
                    totalNanos,
                    userNanos,
                    systemNanos,
                    perCpuNanos,
                    cpu.periods,
                    cpu.throttledPeriods,
                    cpu.throttledNanos);
            return this;
        }

        /** Throttling; CPU time already set is kept. */
        public Builder throttling(long periods, long throttledPeriods, long throttledNanos) {
            cpu = new Cpu(
                    cpu.totalNanos,
                    cpu.userNanos,
                    cpu.systemNanos,
                    cpu.perCpuNanos,
                    periods,
                    throttledPeriods,
                    throttledNanos);
            return this;
        }

        public Builder memory(Memory value) {
            memory = value;
            return this;
        }

        public Builder pids(Pids value) {
            pids = value;
            return this;
        }

        public Builder blockIo(BlockIo value) {
            blockIo = value;
            return this;
        }

        public CgroupStats build() {
            return new CgroupStats(cpu, memory, pids, blockIo);
        }
    }
}
