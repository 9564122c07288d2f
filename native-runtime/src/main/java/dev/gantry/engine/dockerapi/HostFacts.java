package dev.gantry.engine.dockerapi;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What there is to know of the machine and its system; empty where nothing says.
 *
 * @param kernel the release, as uname(2) has it
 * @param machine the architecture in the kernel's words
 * @param goArchitecture the same in Go's words
 * @param system the distribution's name for people, os-release(5)
 * @param systemVersion its version number
 */
record HostFacts(
        String hostname, String kernel, String machine, String goArchitecture, String system, String systemVersion) {

    static HostFacts read() {
        String release = text("/etc/os-release");
        if (release.isEmpty()) {
            release = text("/usr/lib/os-release");
        }
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        boolean arm = architecture.equals("aarch64");
        return new HostFacts(
                text("/proc/sys/kernel/hostname").strip(),
                text("/proc/sys/kernel/osrelease").strip(),
                arm ? "aarch64" : "x86_64",
                arm ? "arm64" : "amd64",
                releaseField(release, "PRETTY_NAME"),
                releaseField(release, "VERSION_ID"));
    }

    /** A value of os-release(5), without the quotes around it. */
    static String releaseField(String text, String name) {
        for (String line : text.split("\n")) {
            if (line.startsWith(name + "=")) {
                String value = line.substring(name.length() + 1).strip();
                boolean quoted = value.length() > 1
                        && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                        && value.charAt(value.length() - 1) == value.charAt(0);
                return quoted ? value.substring(1, value.length() - 1) : value;
            }
        }
        return "";
    }

    /** How many entries a directory has; 0 if it cannot be read. */
    static int entries(String directory) {
        String[] names = new File(directory).list();
        return names == null ? 0 : names.length;
    }

    /** Whether the kernel passes IPv4 packets on between interfaces. */
    static boolean isForwarding() {
        return text("/proc/sys/net/ipv4/ip_forward").strip().equals("1");
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            return "";
        }
    }
}
