package dev.gantry.engine.linux.proc;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of /proc/PID/mountinfo; proc_pid_mountinfo(5).
 *
 * @param root the directory of the file system that is mounted
 * @param mountPoint where, relative to the process's root
 * @param options per mount point, as in {@code rw,nosuid}
 * @param propagation the optional fields, as in {@code shared:7}
 * @param source what is mounted, by the file system's own notion
 * @param superOptions per file system
 */
public record MountInfo(
        int id,
        int parentId,
        int major,
        int minor,
        String root,
        String mountPoint,
        String options,
        List<String> propagation,
        String fileSystem,
        String source,
        String superOptions) {

    /** The mounts of the calling process's mount namespace. */
    public static List<MountInfo> ofSelf() {
        return parse(ProcFile.ofHost("/proc/self/mountinfo"));
    }

    /** Parses a whole file. @throws IllegalArgumentException for a line that is not of the documented form */
    public static List<MountInfo> parse(String text) {
        List<MountInfo> mounts = new ArrayList<>();
        for (String line : text.split("\n")) {
            if (!line.isEmpty()) {
                mounts.add(parseLine(line));
            }
        }
        return mounts;
    }

    private static MountInfo parseLine(String line) {
        String[] fields = line.split(" ");
        int dash = 6;
        while (dash < fields.length && !fields[dash].equals("-")) {
            dash++;
        }
        if (dash + 3 >= fields.length) {
            throw new IllegalArgumentException("not a line of mountinfo: " + line);
        }
        String[] device = fields[2].split(":");
        return new MountInfo(
                Integer.parseInt(fields[0]),
                Integer.parseInt(fields[1]),
                Integer.parseInt(device[0]),
                Integer.parseInt(device[1]),
                unescape(fields[3]),
                unescape(fields[4]),
                fields[5],
                List.of(fields).subList(6, dash),
                fields[dash + 1],
                unescape(fields[dash + 2]),
                fields[dash + 3]);
    }

    /** Undoes the octal escapes of space, tab, line feed and backslash. */
    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\'
                    && i + 3 < text.length()
                    && text.substring(i + 1, i + 4).matches("[0-3][0-7]{2}")) {
                out.append((char) Integer.parseInt(text, i + 1, i + 4, 8));
                i += 3;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
