package dev.gantry.engine.linux.proc;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of /proc/PID/status by name; proc_pid_status(5). */
public record ProcessStatus(Map<String, String> fields) {
    /** Empty when there is no such process. */
    public static Optional<ProcessStatus> of(int pid) {
        return ProcFile.ofProcess(pid, "status").map(ProcessStatus::parse);
    }

    public static ProcessStatus parse(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String line : text.split("\n")) {
            int colon = line.indexOf(":\t");
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 2).strip());
            }
        }
        return new ProcessStatus(Map.copyOf(fields));
    }

    /** The field's text; empty when the kernel does not show it. */
    public String field(String name) {
        return fields.getOrDefault(name, "");
    }

    /** Its pid in each pid namespace, from the reader's own to the innermost. */
    public List<Integer> namespacePids() {
        return numbers("NSpid");
    }

    public int realUid() {
        return numbers("Uid").getFirst();
    }

    public int effectiveUid() {
        return numbers("Uid").get(1);
    }

    public int realGid() {
        return numbers("Gid").getFirst();
    }

    /** A capability set, CapInh, CapPrm, CapEff, CapBnd or CapAmb, as a bit mask. */
    public long capabilities(String set) {
        return Long.parseUnsignedLong(field(set), 16);
    }

    /** Bytes of a field given in kB, such as VmRSS; 0 when missing, as for kernel threads. */
    public long bytes(String name) {
        String value = field(name);
        return value.endsWith(" kB") ? KeyValues.number(value.substring(0, value.length() - 3)) * 1024 : 0;
    }

    private List<Integer> numbers(String name) {
        return Arrays.stream(field(name).split("\\s+"))
                .filter(s -> !s.isEmpty())
                .map(Integer::valueOf)
                .toList();
    }
}
