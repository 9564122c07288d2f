package dev.gantry.engine.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** What the program runs as and on. */
final class ProgramChecks {
    private static final int OLDEST_JAVA = 25;
    private static final long SYS_ADMIN = 1L << 21;

    private ProgramChecks() {}

    static Finding javaVersion(int feature) {
        return feature >= OLDEST_JAVA
                ? Finding.good("Java", "version " + feature)
                : Finding.problem(
                        "Java",
                        "version " + feature + " is too old",
                        "set JAVA_HOME to a JDK " + OLDEST_JAVA + " or newer");
    }

    /** @param status /proc/self/status, see proc_pid_status(5) */
    static Finding privileges(String status) {
        boolean root = field(status, "Uid:").startsWith("0\t");
        String effective = field(status, "CapEff:");
        boolean admin = !effective.isEmpty() && (Long.parseUnsignedLong(effective, 16) & SYS_ADMIN) != 0;
        if (root && admin) {
            return Finding.good("privileges", "root");
        }
        return root
                ? Finding.problem(
                        "privileges",
                        "root without CAP_SYS_ADMIN",
                        "start it on the machine itself or in a privileged container")
                : Finding.problem("privileges", "not root", "start it as root; without, only the server's pages run");
    }

    private static String field(String status, String name) {
        for (String line : status.split("\n")) {
            if (line.startsWith(name)) {
                return line.substring(name.length()).strip();
            }
        }
        return "";
    }

    /** Binds and lets go again. @param port TCP, on every address */
    static Finding port(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(port));
            return Finding.good("port " + port, "free");
        } catch (IOException e) {
            return Finding.notice(
                    "port " + port,
                    "cannot be used (" + e.getMessage() + ")",
                    "stop what uses it, or start with `gantry server --port N`");
        }
    }

    static Finding nftables(boolean library) {
        return library
                ? Finding.good("nftables", "libnftables is installed")
                : Finding.notice(
                        "nftables",
                        "libnftables is not installed",
                        "publishing ports will need the package libnftables1");
    }
}
