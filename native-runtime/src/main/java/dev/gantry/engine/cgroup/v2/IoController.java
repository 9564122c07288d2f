package dev.gantry.engine.cgroup.v2;

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

/** Documentation/admin-guide/cgroup-v2.rst "IO". The scheduler BFQ has its own file for the weight. */
final class IoController implements Controller {
    private static final String WEIGHT = "io.weight";
    private static final String BFQ_WEIGHT = "io.bfq.weight";

    @Override
    public String name() {
        return "io";
    }

    static boolean hasWeight(Path directory) {
        return Files.exists(directory.resolve(WEIGHT)) || Files.exists(directory.resolve(BFQ_WEIGHT));
    }

    @Override
    public void apply(Path directory, ResourceLimits limits) {
        if (limits.blkioWeight() <= 0) {
            return;
        }
        Path bfq = directory.resolve(BFQ_WEIGHT);
        if (Files.exists(bfq)) {
            CgroupFile.write(bfq, limits.blkioWeight());
        } else {
            CgroupFile.write(directory.resolve(WEIGHT), weight(limits.blkioWeight()));
        }
    }

    /** Docker's 10 to 1000 stretched over the kernel's 1 to 10000. */
    static long weight(int blkioWeight) {
        return 1 + (blkioWeight - 10L) * 9999 / 990;
    }

    @Override
    public void collect(Path directory, CgroupStats.Builder stats) {
        stats.blockIo(parse(CgroupFile.read(directory.resolve("io.stat"))));
    }

    /** Lines like {@code 8:0 rbytes=90112 wbytes=0 rios=22 wios=0 dbytes=0 dios=0}. */
    static CgroupStats.BlockIo parse(String text) {
        List<Entry> bytes = new ArrayList<>();
        List<Entry> operations = new ArrayList<>();
        for (String line : text.split("\n")) {
            String[] fields = line.split(" ");
            String[] device = fields[0].split(":");
            if (device.length != 2) {
                continue;
            }
            for (int i = 1; i < fields.length; i++) {
                String[] pair = fields[i].split("=");
                String op = pair[0].startsWith("r") ? "read" : pair[0].startsWith("w") ? "write" : "";
                if (pair.length == 2 && !op.isEmpty()) {
                    Entry entry = new Entry(
                            KeyValues.number(device[0]), KeyValues.number(device[1]), op, KeyValues.number(pair[1]));
                    (pair[0].endsWith("bytes") ? bytes : operations).add(entry);
                }
            }
        }
        return new CgroupStats.BlockIo(bytes, operations);
    }
}
