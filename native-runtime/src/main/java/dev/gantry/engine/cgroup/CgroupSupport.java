package dev.gantry.engine.cgroup;

/**
 * Which limits the kernel can enforce, as {@code GET /info} reports them.
 *
 * @param cpus how many CPUs are on line
 * @param cpusetCpus the CPUs a container may use, as in {@code 0-3}
 * @param cpusetMems the memory nodes it may use
 */
public record CgroupSupport(
        boolean memoryLimit,
        boolean swapLimit,
        boolean memoryReservation,
        boolean memorySwappiness,
        boolean oomKillDisable,
        boolean cpuCfs,
        boolean cpuShares,
        boolean cpuset,
        boolean pidsLimit,
        boolean blkioWeight,
        int cpus,
        String cpusetCpus,
        String cpusetMems) {}
