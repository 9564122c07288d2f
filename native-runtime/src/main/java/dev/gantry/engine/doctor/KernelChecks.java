package dev.gantry.engine.doctor;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the kernel itself must offer; each judges text as the kernel printed it. */
final class KernelChecks {
    private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+).*");
    // close_range(2) is the newest call the launcher cannot do without; the next long-term kernel after it is 5.10.
    private static final int OLDEST_MAJOR = 5;
    private static final int OLDEST_MINOR = 10;
    private static final Set<String> NAMESPACES = Set.of("cgroup", "ipc", "mnt", "net", "pid", "uts");

    private KernelChecks() {}

    static Finding version(String release) {
        Matcher m = RELEASE.matcher(release);
        if (!m.matches()) {
            return Finding.problem(
                    "kernel",
                    "no Linux kernel answers at /proc/sys/kernel/osrelease",
                    "run on Linux " + OLDEST_MAJOR + "." + OLDEST_MINOR + " or newer with /proc mounted");
        }
        int major = Integer.parseInt(m.group(1));
        int minor = Integer.parseInt(m.group(2));
        if (major > OLDEST_MAJOR || major == OLDEST_MAJOR && minor >= OLDEST_MINOR) {
            return Finding.good("kernel", "Linux " + release);
        }
        return Finding.problem(
                "kernel",
                "Linux " + release + " is too old",
                "upgrade to " + OLDEST_MAJOR + "." + OLDEST_MINOR + " or newer");
    }

    static Finding namespaces(Set<String> present) {
        Set<String> missing = new TreeSet<>(NAMESPACES);
        missing.removeAll(present);
        if (missing.isEmpty()) {
            return Finding.good("namespaces", String.join(" ", new TreeSet<>(NAMESPACES)));
        }
        return Finding.problem(
                "namespaces",
                "the kernel lacks " + String.join(" ", missing),
                "use a kernel built with CONFIG_NAMESPACES and each of CONFIG_{UTS,IPC,PID,NET}_NS");
    }

    static Finding userNamespaces(String maximum) {
        if (maximum.isEmpty()) {
            return Finding.notice(
                    "user namespaces", "not in this kernel", "containers with ids of their own need CONFIG_USER_NS");
        }
        if (maximum.equals("0")) {
            return Finding.notice(
                    "user namespaces",
                    "switched off",
                    "containers with ids of their own need `sysctl user.max_user_namespaces=15000`");
        }
        return Finding.good("user namespaces", "up to " + maximum);
    }

    static Finding seccomp(String actions) {
        Set<String> known = Set.of(actions.split(" "));
        if (known.contains("errno") && known.contains("allow")) {
            return Finding.good("seccomp", "filters of system calls work");
        }
        return Finding.problem(
                "seccomp",
                "the kernel cannot filter system calls",
                "use a kernel built with CONFIG_SECCOMP_FILTER; containers are not started without a filter");
    }

    static Finding overlay(String fileSystems, boolean module) {
        for (String line : fileSystems.split("\n")) {
            if (line.strip().endsWith("overlay")) {
                return Finding.good("overlayfs", "in the kernel");
            }
        }
        if (module) {
            return Finding.problem(
                    "overlayfs",
                    "not loaded",
                    "run `modprobe overlay`, and put `overlay` in /etc/modules-load.d/gantry.conf");
        }
        return Finding.problem(
                "overlayfs",
                "not in this kernel",
                "use a kernel built with CONFIG_OVERLAY_FS, as every distribution's is");
    }
}
