package dev.gantry.engine.linux.proc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of /proc/PID/cgroup: the group that a process has in one hierarchy; cgroups(7).
 *
 * @param controllers of the hierarchy; empty for the unified one
 * @param path below the hierarchy's root, as far as the reader's cgroup namespace shows it
 */
public record CgroupMembership(int hierarchy, List<String> controllers, String path) {
    /** All of a process; empty when there is no such process. */
    public static Optional<List<CgroupMembership>> of(int pid) {
        return ProcFile.ofProcess(pid, "cgroup").map(CgroupMembership::parse);
    }

    public static List<CgroupMembership> parse(String text) {
        List<CgroupMembership> memberships = new ArrayList<>();
        for (String line : text.split("\n")) {
            // The path comes last and may itself hold colons.
            String[] fields = line.split(":", 3);
            if (fields.length == 3) {
                List<String> controllers = fields[1].isEmpty() ? List.of() : List.of(fields[1].split(","));
                memberships.add(new CgroupMembership(Integer.parseInt(fields[0]), controllers, fields[2]));
            }
        }
        return memberships;
    }
}
