package dev.gantry.engine.cgroup.v1;

import dev.gantry.engine.cgroup.CgroupFile;
import dev.gantry.engine.cgroup.CgroupStats;
import dev.gantry.engine.cgroup.CgroupStats.BlockIo.Entry;
import dev.gantry.engine.cgroup.Controller;
import dev.gantry.engine.cgroup.ResourceLimits;
import dev.gantry.engine.linux.proc.KeyValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Documentation/admin-guide/cgroup-v1/blkio-controller.rst. The scheduler BFQ has its own files for the weight. */
final class BlkioController implements Controller {
    private static final String WEIGHT = "blkio.weight";
    private static final String BFQ_WEIGHT = "blkio.bfq.weight";

    @Override
    public String name() {
        return "blkio";
    }

    static boolean hasWeight(Path directory) {
        return Files.exists(directory.resolve(WEIGHT)) || Files.exists(directory.resolve(BFQ_WEIGHT));
    }

    @Override
    public void apply(Path directory, ResourceLimits limits) {
        if (limits.blkioWeight() > 0) {
            Path file = directory.resolve(WEIGHT);
            CgroupFile.write(Files.exists(file) ? file : directory.resolve(BFQ_WEIGHT), limits.blkioWeight());
        }
    }

    @Override
    public void collect(Path directory, CgroupStats.Builder stats) {
        stats.blockIo(new CgroupStats.BlockIo(
                entries(directory, "io_service_bytes_recursive"), entries(directory, "io_serviced_recursive")));
    }

    /** The scheduler's own count if it keeps one for this group, else that of the throttling layer above it. */
    private static List<Entry> entries(Path directory, String file) {
        List<Entry> bfq = parse(CgroupFile.read(directory.resolve("blkio.bfq." + file)));
        return bfq.isEmpty() ? parse(CgroupFile.read(directory.resolve("blkio.throttle." + file))) : bfq;
    }

    /** Lines like {@code 8:0 Read 4096}; the sum over all devices, {@code Total 4096}, is left out as Docker does. */
    static List<Entry> parse(String text) {
        List<Entry> entries = new ArrayList<>();
        for (String line : text.split("\n")) {
            String[] fields = line.split("[ :]");
            if (fields.length == 4) {
                entries.add(new Entry(
                        KeyValues.number(fields[0]),
                        KeyValues.number(fields[1]),
                        fields[2],
                        KeyValues.number(fields[3])));
            }
        }
        return entries;
    }
}
