package dev.gantry.engine.dockerapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gantry.engine.cgroup.CgroupStats;
import dev.gantry.engine.container.ContainerView;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what a container uses, in the form from which the docker client computes its percentages. */
final class StatsWriter {
    private static final List<String> NOT_COUNTED = List.of(
            "io_queue_recursive",
            "io_service_time_recursive",
            "io_wait_time_recursive",
            "io_merged_recursive",
            "io_time_recursive",
            "sectors_recursive");

    private StatsWriter() {}

    /** @param before an earlier sample to compare with; {@code null}: none, as in the first of a stream */
    static void write(JsonGenerator json, ContainerView container, StatsSample sample, @Nullable StatsSample before)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("id", container.id());
        json.writeStringField("name", "/" + container.name());
        json.writeStringField("os_type", "linux");
        json.writeStringField("read", Json.time(sample.running() ? sample.time() : null));
        json.writeStringField("preread", Json.time(before == null ? null : before.time()));
        json.writeNumberField("num_procs", 0);
        writePids(json, sample);
        writeBlockIo(json, sample);
        json.writeObjectFieldStart("storage_stats");
        json.writeEndObject();
        writeCpu(json, "cpu_stats", sample.running() ? sample : null);
        writeCpu(json, "precpu_stats", before);
        writeMemory(json, sample);
        json.writeEndObject();
    }

    private static void writePids(JsonGenerator json, StatsSample sample) throws IOException {
        CgroupStats.Pids pids = sample.container().pids();
        json.writeObjectFieldStart("pids_stats");
        if (sample.running()) {
            json.writeNumberField("current", pids.current());
            if (pids.limit() > 0) {
                json.writeNumberField("limit", pids.limit());
            }
        }
        json.writeEndObject();
    }

    private static void writeBlockIo(JsonGenerator json, StatsSample sample) throws IOException {
        CgroupStats.BlockIo blockIo = sample.container().blockIo();
        json.writeObjectFieldStart("blkio_stats");
        writeEntries(json, "io_service_bytes_recursive", blockIo.bytes());
        writeEntries(json, "io_serviced_recursive", blockIo.operations());
        for (String name : NOT_COUNTED) {
            json.writeNullField(name);
        }
        json.writeEndObject();
    }

    private static void writeEntries(JsonGenerator json, String name, List<CgroupStats.BlockIo.Entry> entries)
            throws IOException {
        if (entries.isEmpty()) {
            json.writeNullField(name);
            return;
        }
        json.writeArrayFieldStart(name);
        for (CgroupStats.BlockIo.Entry entry : entries) {
            json.writeStartObject();
            json.writeNumberField("major", entry.major());
            json.writeNumberField("minor", entry.minor());
            json.writeStringField("op", entry.op());
            json.writeNumberField("value", entry.value());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeCpu(JsonGenerator json, String name, @Nullable StatsSample sample) throws IOException {
        CgroupStats.Cpu cpu = sample == null
                ? new CgroupStats.Builder().build().cpu()
                : sample.container().cpu();
        json.writeObjectFieldStart(name);
        json.writeObjectFieldStart("cpu_usage");
        json.writeNumberField("total_usage", cpu.totalNanos());
        if (!cpu.perCpuNanos().isEmpty()) {
            json.writeArrayFieldStart("percpu_usage");
            for (long nanos : cpu.perCpuNanos()) {
                json.writeNumber(nanos);
            }
            json.writeEndArray();
        }
        json.writeNumberField("usage_in_kernelmode", cpu.systemNanos());
        json.writeNumberField("usage_in_usermode", cpu.userNanos());
        json.writeEndObject();
        if (sample != null) {
            json.writeNumberField("system_cpu_usage", sample.machine().totalNanos());
            json.writeNumberField("online_cpus", sample.machine().cpus());
        }
        json.writeObjectFieldStart("throttling_data");
        json.writeNumberField("periods", cpu.periods());
        json.writeNumberField("throttled_periods", cpu.throttledPeriods());
        json.writeNumberField("throttled_time", cpu.throttledNanos());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeMemory(JsonGenerator json, StatsSample sample) throws IOException {
        CgroupStats.Memory memory = sample.container().memory();
        json.writeObjectFieldStart("memory_stats");
        if (sample.running()) {
            json.writeNumberField("usage", memory.usage());
            if (memory.maxUsage() > 0) {
                json.writeNumberField("max_usage", memory.maxUsage());
            }
            json.writeObjectFieldStart("stats");
            for (Map.Entry<String, Long> entry : memory.stat().entrySet()) {
                json.writeNumberField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
            if (memory.failures() > 0) {
                json.writeNumberField("failcnt", memory.failures());
            }
            json.writeNumberField("limit", memory.limit());
        }
        json.writeEndObject();
    }
}
