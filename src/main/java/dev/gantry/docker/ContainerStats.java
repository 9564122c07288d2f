package dev.gantry.docker;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One sample of what a container uses, and the one before it. Memory in bytes, CPU times in nanoseconds. */
public record ContainerStats(
        String id,
        String read,
        @Nullable @JsonAlias("cpu_stats") CpuStats cpuStats,
        @Nullable @JsonAlias("precpu_stats") CpuStats previousCpuStats,
        @Nullable @JsonAlias("memory_stats") MemoryStats memoryStats,
        @Nullable @JsonAlias("pids_stats") PidsStats pidsStats,
        @Nullable @JsonAlias("blkio_stats") BlkioStats blkioStats,
        Map<String, NetworkStats> networks) {

    /** CPU time used, and how much the whole machine's CPUs spent. */
    public record CpuStats(
            @Nullable @JsonAlias("cpu_usage") CpuUsage usage,
            @JsonAlias("system_cpu_usage") long systemUsage,
            @JsonAlias("online_cpus") int onlineCpus) {}

    public record CpuUsage(@JsonAlias("total_usage") long total) {}

    /** {@code stats} are the fields of the cgroup's memory.stat, whose names differ between cgroup v1 and v2. */
    public record MemoryStats(long usage, long limit, Map<String, Long> stats) {}

    public record PidsStats(long current, long limit) {}

    public record BlkioStats(
            @JsonAlias("io_service_bytes_recursive") List<BlkioEntry> bytes) {}

    public record BlkioEntry(String op, long value) {}

    public record NetworkStats(
            @JsonAlias("rx_bytes") long received,
            @JsonAlias("tx_bytes") long sent) {}

    /** CPU use since the sample before, 100 for one CPU kept busy, as {@code docker stats} computes it. */
    public double cpuPercent() {
        if (cpuStats == null || previousCpuStats == null || cpuStats.usage == null || previousCpuStats.usage == null) {
            return 0;
        }
        double used = cpuStats.usage.total - previousCpuStats.usage.total;
        double machine = cpuStats.systemUsage - previousCpuStats.systemUsage;
        return used > 0 && machine > 0 ? used / machine * Math.max(1, cpuStats.onlineCpus) * 100 : 0;
    }

    /** Memory in use without the page cache that the kernel would give back at once, as {@code docker stats} counts it. */
    public long memoryUsed() {
        if (memoryStats == null) {
            return 0;
        }
        Map<String, Long> stats = memoryStats.stats;
        long cache = stats.getOrDefault("total_inactive_file", stats.getOrDefault("inactive_file", 0L));
        return cache < memoryStats.usage ? memoryStats.usage - cache : memoryStats.usage;
    }

    /** The limit that applies, in bytes; the machine's memory when the container has none. */
    public long memoryLimit() {
        return memoryStats == null ? 0 : memoryStats.limit;
    }

    public long processes() {
        return pidsStats == null ? 0 : pidsStats.current;
    }

    public long bytesRead() {
        return blockBytes("read");
    }

    public long bytesWritten() {
        return blockBytes("write");
    }

    public long bytesReceived() {
        return networks.values().stream().mapToLong(NetworkStats::received).sum();
    }

    public long bytesSent() {
        return networks.values().stream().mapToLong(NetworkStats::sent).sum();
    }

    private long blockBytes(String operation) {
        return blkioStats == null
                ? 0
                : blkioStats.bytes.stream()
                        .filter(entry -> entry.op.equalsIgnoreCase(operation))
                        .mapToLong(BlkioEntry::value)
                        .sum();
    }
}
