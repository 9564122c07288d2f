package dev.gantry.engine.doctor;

import dev.gantry.engine.linux.proc.KernelText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Reads what the checks judge. Whatever is missing or unreadable is empty: that is a finding, not a failure. */
final class Machine {
    private Machine() {}

    static String text(String file) {
        try {
            return KernelText.read(Path.of(file));
        } catch (IOException e) {
            return "";
        }
    }

    static String line(String file) {
        return text(file).strip();
    }

    static Set<String> names(String directory) {
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(directory))) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (IOException e) {
            return Set.of();
        }
        return names;
    }

    /** Whether the running kernel could load this module, see depmod(8). */
    static boolean moduleExists(String name) {
        String dependencies = text("/lib/modules/" + line("/proc/sys/kernel/osrelease") + "/modules.dep");
        return dependencies.contains("/" + name + ".ko");
    }

    /** Whether a shared library of this name is where distributions put them. */
    static boolean libraryExists(String name) {
        String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
        for (String directory : new String[] {"/usr/lib/" + machine + "-linux-gnu", "/usr/lib64", "/usr/lib", "/lib"}) {
            if (Files.exists(Path.of(directory, name))) {
                return true;
            }
        }
        return false;
    }

    /** Bytes that can be written where {@code path} is or would be; -1 when the kernel does not say. */
    static long usableBytes(Path path) {
        try {
            return Files.getFileStore(existing(path.toAbsolutePath())).getUsableSpace();
        } catch (IOException e) {
            return -1;
        }
    }

    /** The path itself or the nearest directory above it that exists. */
    private static Path existing(Path path) {
        Path at = path;
        while (!Files.exists(at)) {
            Path parent = at.getParent();
            if (parent == null) {
                return at;
            }
            at = parent;
        }
        return at;
    }
}
