package dev.gantry.engine.cgroup;

/**
 * The limits of one container, in Docker's units and with its special values. Zero and the empty string mean that
 * nothing is set, and nothing is then written to the kernel.
 *
 * @param memory most memory, bytes; -1 lifts the limit (update)
 * @param memorySwap most memory and swap together, bytes; -1 for any amount of swap
 * @param memoryReservation memory that reclaim leaves alone as long as it can, bytes
 * @param memorySwappiness 0 to 100; -1 when not set (0 is a value here); only cgroup v1 knows it
 * @param oomKillDisable processes wait for memory instead of being killed; only cgroup v1 knows it
 * @param nanoCpus most CPU time, in 10⁻⁹ CPUs; excludes quota and period
 * @param cpuShares relative weight, 2 to 262144; 1024 is the usual
 * @param cpuQuota most CPU time in each period, microseconds; negative for any amount
 * @param cpuPeriod length of that period, microseconds; the kernel's own is 100000
 * @param cpusetCpus CPUs to run on, as in {@code 0-2,4}
 * @param cpusetMems memory nodes to allocate from, as in {@code 0-1}
 * @param pidsLimit most processes and threads; -1 for any number
 * @param blkioWeight relative weight of block I/O, 10 to 1000
 */
public record ResourceLimits(
        long memory,
        long memorySwap,
        long memoryReservation,
        int memorySwappiness,
        boolean oomKillDisable,
        long nanoCpus,
        long cpuShares,
        long cpuQuota,
        long cpuPeriod,
        String cpusetCpus,
        String cpusetMems,
        long pidsLimit,
        int blkioWeight) {
    /** Nothing set. */
    public static final ResourceLimits NONE = builder().build();

    /** What Docker's {@code --cpus} is turned into: a quota for periods of this length, microseconds. */
    static final long DEFAULT_CPU_PERIOD = 100_000;

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from these limits. */
    public Builder toBuilder() {
        return builder()
                .memory(memory)
                .memorySwap(memorySwap)
                .memoryReservation(memoryReservation)
                .memorySwappiness(memorySwappiness)
                .oomKillDisable(oomKillDisable)
                .nanoCpus(nanoCpus)
                .cpuShares(cpuShares)
                .cpuQuota(cpuQuota)
                .cpuPeriod(cpuPeriod)
                .cpusetCpus(cpusetCpus)
                .cpusetMems(cpusetMems)
                .pidsLimit(pidsLimit)
                .blkioWeight(blkioWeight);
    }

    /**
     * Checks limits for a new container and fills in what Docker derives, such as twice the memory for memory and swap.
     *
     * @throws dev.gantry.engine.error.EngineException invalid parameter, in Docker's wording
     */
    public ValidatedLimits validate(CgroupSupport support) {
        return new LimitValidation(support, false).validate(this);
    }

    /** Checks limits that are to be changed on an existing container; the same but for rules about missing fields. */
    public ValidatedLimits validateUpdate(CgroupSupport support) {
        return new LimitValidation(support, true).validate(this);
    }

    /** Quota in microseconds per {@link #effectiveCpuPeriod()}, from {@link #nanoCpus} too; 0 when not set. */
    public long effectiveCpuQuota() {
        return nanoCpus > 0 ? nanoCpus * DEFAULT_CPU_PERIOD / 1_000_000_000L : cpuQuota;
    }

    /** Period in microseconds; 0 when not set. */
    public long effectiveCpuPeriod() {
        return nanoCpus > 0 ? DEFAULT_CPU_PERIOD : cpuPeriod;
    }

    /** Sets the limits one by one; each method is named after the component it sets. */
    public static final class Builder {
        private long memory;
        private long memorySwap;
        private long memoryReservation;
        private int memorySwappiness = -1;
        private boolean oomKillDisable;
        private long nanoCpus;
        private long cpuShares;
        private long cpuQuota;
        private long cpuPeriod;
        private String cpusetCpus = "";
        private String cpusetMems = "";
        private long pidsLimit;
        private int blkioWeight;

        private Builder() {}

        public Builder memory(long bytes) {
            memory = bytes;
            return this;
        }

        public Builder memorySwap(long bytes) {
            memorySwap = bytes;
            return this;
        }

        public Builder memoryReservation(long bytes) {
            memoryReservation = bytes;
            return this;
        }

        public Builder memorySwappiness(int value) {
            memorySwappiness = value;
            return this;
        }

        public Builder oomKillDisable(boolean disable) {
            oomKillDisable = disable;
            return this;
        }

        public Builder nanoCpus(long nanos) {
            nanoCpus = nanos;
            return this;
        }

        public Builder cpuShares(long shares) {
            cpuShares = shares;
            return this;
        }

        public Builder cpuQuota(long micros) {
            cpuQuota = micros;
            return this;
        }

        public Builder cpuPeriod(long micros) {
            cpuPeriod = micros;
            return this;
        }

        public Builder cpusetCpus(String list) {
            cpusetCpus = list;
            return this;
        }

        public Builder cpusetMems(String list) {
            cpusetMems = list;
            return this;
        }

        public Builder pidsLimit(long limit) {
            pidsLimit = limit;
            return this;
        }

        public Builder blkioWeight(int weight) {
            blkioWeight = weight;
            return this;
        }

        public ResourceLimits build() {
            return new ResourceLimits(
                    memory,
                    memorySwap,
                    memoryReservation,
                    memorySwappiness,
                    oomKillDisable,
                    nanoCpus,
                    cpuShares,
                    cpuQuota,
                    cpuPeriod,
                    cpusetCpus,
                    cpusetMems,
                    pidsLimit,
                    blkioWeight);
        }
    }
}
