package dev.gantry.engine.cgroup;

import dev.gantry.engine.error.EngineException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Docker's rules for limits: what is refused, and what is dropped with a warning. Clients match on the wording, which is
 * that of moby daemon/daemon_unix.go (verifyPlatformContainerResources).
 */
final class LimitValidation {
    private static final long MIN_MEMORY = 6L << 20;
    private static final long MIN_SHARES = 2;
    private static final long MAX_SHARES = 262_144;

    private final CgroupSupport support;
    private final boolean update;
    private final List<String> warnings = new ArrayList<>();

    LimitValidation(CgroupSupport support, boolean update) {
        this.support = support;
        this.update = update;
    }

    ValidatedLimits validate(ResourceLimits asked) {
        ResourceLimits limits = checkMemory(withDefaults(asked));
        limits = checkMemoryExtras(limits);
        limits = checkCpu(limits);
        limits = checkCpuset(limits);
        limits = checkPidsAndBlkio(limits);
        return new ValidatedLimits(limits, List.copyOf(warnings));
    }

    private ResourceLimits withDefaults(ResourceLimits l) {
        ResourceLimits.Builder b = l.toBuilder();
        if (l.cpuShares() > 0) {
            b.cpuShares(Math.clamp(l.cpuShares(), MIN_SHARES, MAX_SHARES));
        }
        if (!update && l.memory() > 0 && l.memorySwap() == 0) {
            b.memorySwap(l.memory() > Long.MAX_VALUE / 2 ? -1 : l.memory() * 2);
        }
        return b.build();
    }

    private ResourceLimits checkMemory(ResourceLimits l) {
        boolean lifted = update && l.memory() == -1;
        if (l.memory() != 0 && l.memory() < MIN_MEMORY && !lifted) {
            throw refuse("Minimum memory limit allowed is 6MB");
        }
        if (l.memorySwap() < -1) {
            throw refuse("Invalid value " + l.memorySwap() + " for memoryswap: -1 means unlimited swap");
        }
        if (l.memory() > 0 && !support.memoryLimit()) {
            warn("Your kernel does not support memory limit capabilities or the cgroup is not mounted."
                    + " Limitation discarded.");
            l = l.toBuilder().memory(0).memorySwap(-1).build();
        }
        if (l.memory() > 0 && l.memorySwap() != -1 && !support.swapLimit()) {
            warn("Your kernel does not support swap limit capabilities or the cgroup is not mounted."
                    + " Memory limited without swap.");
            l = l.toBuilder().memorySwap(-1).build();
        }
        if (l.memory() > 0 && l.memorySwap() > 0 && l.memorySwap() < l.memory()) {
            throw refuse("Minimum memoryswap limit should be larger than memory limit, see usage");
        }
        if (l.memory() == 0 && l.memorySwap() > 0 && !update) {
            throw refuse("You should always set the Memory limit when using Memoryswap limit, see usage");
        }
        return l;
    }

    private ResourceLimits checkMemoryExtras(ResourceLimits l) {
        ResourceLimits.Builder b = l.toBuilder();
        if (l.memorySwappiness() != -1 && !support.memorySwappiness()) {
            warn("Your kernel does not support memory swappiness capabilities or the cgroup is not mounted."
                    + " Memory swappiness discarded.");
            b.memorySwappiness(-1);
        } else if (l.memorySwappiness() < -1 || l.memorySwappiness() > 100) {
            throw refuse("Invalid value: " + l.memorySwappiness() + ", valid memory swappiness range is 0-100");
        }
        if (l.memoryReservation() > 0 && !support.memoryReservation()) {
            warn("Your kernel does not support memory soft limit capabilities or the cgroup is not mounted."
                    + " Limitation discarded.");
            b.memoryReservation(0);
        } else if (l.memoryReservation() != 0 && l.memoryReservation() < MIN_MEMORY) {
            throw refuse("Minimum memory reservation allowed is 6MB");
        } else if (l.memory() > 0 && l.memory() < l.memoryReservation()) {
            throw refuse("Minimum memory limit can not be less than memory reservation limit, see usage");
        }
        if (l.oomKillDisable() && !support.oomKillDisable()) {
            warn("Your kernel does not support OomKillDisable. OomKillDisable discarded.");
            b.oomKillDisable(false);
        } else if (l.oomKillDisable() && l.memory() == 0) {
            warn("OOM killer is disabled for the container, but no memory limit is set, this can result in the"
                    + " system running out of resources.");
        }
        return b.build();
    }

    private ResourceLimits checkCpu(ResourceLimits l) {
        if (l.nanoCpus() > 0 && l.cpuPeriod() > 0) {
            throw refuse("Conflicting options: Nano CPUs and CPU Period cannot both be set");
        }
        if (l.nanoCpus() > 0 && l.cpuQuota() > 0) {
            throw refuse("Conflicting options: Nano CPUs and CPU Quota cannot both be set");
        }
        if (l.nanoCpus() > 0 && !support.cpuCfs()) {
            throw refuse("NanoCPUs can not be set, as your kernel does not support CPU CFS scheduler or the cgroup"
                    + " is not mounted");
        }
        // Below 0.01 the quota would be under the kernel's minimum of 1 ms and its refusal would come at start.
        if (l.nanoCpus() < 0
                || l.nanoCpus() > support.cpus() * 1_000_000_000L
                || (l.nanoCpus() > 0 && l.nanoCpus() < 10_000_000)) {
            throw refuse("range of CPUs is from 0.01 to " + support.cpus() + ".00, as there are only " + support.cpus()
                    + " CPUs available");
        }
        return checkCpuPeriod(checkCpuShares(l));
    }

    private ResourceLimits checkCpuShares(ResourceLimits l) {
        if (l.cpuShares() < 0) {
            throw refuse("invalid CPU shares (" + l.cpuShares() + "): value must be a positive integer");
        }
        if (l.cpuShares() > 0 && !support.cpuShares()) {
            warn("Your kernel does not support CPU shares or the cgroup is not mounted. Shares discarded.");
            return l.toBuilder().cpuShares(0).build();
        }
        return l;
    }

    private ResourceLimits checkCpuPeriod(ResourceLimits l) {
        if ((l.cpuPeriod() != 0 || l.cpuQuota() != 0) && !support.cpuCfs()) {
            warn("Your kernel does not support CPU CFS scheduler. CPU period/quota discarded.");
            return l.toBuilder().cpuPeriod(0).cpuQuota(0).build();
        }
        if (l.cpuPeriod() != 0 && (l.cpuPeriod() < 1000 || l.cpuPeriod() > 1_000_000)) {
            throw refuse("CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)");
        }
        if (l.cpuQuota() > 0 && l.cpuQuota() < 1000) {
            throw refuse("CPU cfs quota can not be less than 1ms (i.e. 1000)");
        }
        return l;
    }

    private ResourceLimits checkCpuset(ResourceLimits l) {
        if (l.cpusetCpus().isEmpty() && l.cpusetMems().isEmpty()) {
            return l;
        }
        BitSet cpus = parse(l.cpusetCpus(), "cpuset cpus");
        BitSet mems = parse(l.cpusetMems(), "cpuset mems");
        if (!support.cpuset()) {
            warn("Your kernel does not support cpuset or the cgroup is not mounted. Cpuset discarded.");
            return l.toBuilder().cpusetCpus("").cpusetMems("").build();
        }
        if (!CpuList.contains(CpuList.parse(support.cpusetCpus()), cpus)) {
            throw refuse("Requested CPUs are not available - requested " + l.cpusetCpus() + ", available: "
                    + support.cpusetCpus());
        }
        if (!CpuList.contains(CpuList.parse(support.cpusetMems()), mems)) {
            throw refuse("Requested memory nodes are not available - requested " + l.cpusetMems() + ", available: "
                    + support.cpusetMems());
        }
        return l;
    }

    private static BitSet parse(String list, String what) {
        try {
            return CpuList.parse(list);
        } catch (IllegalArgumentException e) {
            throw refuse("Invalid value " + list + " for " + what + ": " + e.getMessage());
        }
    }

    private ResourceLimits checkPidsAndBlkio(ResourceLimits l) {
        ResourceLimits.Builder b = l.toBuilder();
        if (l.pidsLimit() != 0 && !support.pidsLimit()) {
            if (l.pidsLimit() > 0) {
                warn("Your kernel does not support PIDs limit capabilities or the cgroup is not mounted."
                        + " PIDs limit discarded.");
            }
            b.pidsLimit(0);
        }
        if (l.blkioWeight() != 0 && (l.blkioWeight() < 10 || l.blkioWeight() > 1000)) {
            throw refuse("Range of blkio weight is from 10 to 1000");
        }
        if (l.blkioWeight() > 0 && !support.blkioWeight()) {
            warn("Your kernel does not support Block I/O weight or the cgroup is not mounted. Weight discarded.");
            b.blkioWeight(0);
        }
        return b.build();
    }

    private void warn(String warning) {
        warnings.add(warning);
    }

    private static EngineException refuse(String message) {
        return EngineException.invalid(message);
    }
}
