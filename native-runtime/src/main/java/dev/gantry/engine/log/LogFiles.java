package dev.gantry.engine.log;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The files of one log: {@code X} is being written, {@code X.1} was before it, {@code X.2} before that. */
final class LogFiles {
    private static final int ATTEMPTS = 20;

    private final Path current;
    private final Path directory;
    private final String name;

    LogFiles(Path current) {
        Path absolute = current.toAbsolutePath();
        Path parent = absolute.getParent();
        Path last = absolute.getFileName();
        if (parent == null || last == null) {
            throw new IllegalArgumentException("not a file in a directory: " + current);
        }
        this.current = absolute;
        this.directory = parent;
        this.name = last.toString();
    }

    Path directory() {
        return directory;
    }

    String name() {
        return name;
    }

    /** Identifies the file being written; null while there is none. */
    @Nullable
    Object currentKey() throws IOException {
        return LogFile.keyOf(current);
    }

    /**
     * Opens all files, oldest first. Rotation renames one after the other; a set that is seen in its midst is thrown
     * away and read again, since a file could be missing or be there twice.
     */
    List<LogFile> open() throws IOException {
        for (int attempt = 1; ; attempt++) {
            List<LogFile> opened = new ArrayList<>();
            boolean consistent = false;
            try {
                Map<Integer, Object> before = keys();
                consistent = openAll(before, opened) && before.equals(keys());
                if (consistent || attempt == ATTEMPTS) {
                    consistent = true;
                    return opened;
                }
            } finally {
                if (!consistent) {
                    closeAll(opened);
                }
            }
        }
    }

    private boolean openAll(Map<Integer, Object> keys, List<LogFile> opened) throws IOException {
        boolean all = true;
        Set<Object> seen = new HashSet<>();
        for (int number : List.copyOf(keys.keySet()).reversed()) {
            LogFile file = LogFile.open(path(number));
            if (file != null && seen.add(file.key())) {
                opened.add(file);
            } else {
                all = false;
                if (file != null) {
                    file.close();
                }
            }
        }
        return all;
    }

    private Path path(int number) {
        return number == 0 ? current : directory.resolve(name + "." + number);
    }

    /** By the number in the name. */
    private Map<Integer, Object> keys() throws IOException {
        Map<Integer, Object> keys = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                int number = number(String.valueOf(entry.getFileName()));
                Object key = number < 0 ? null : LogFile.keyOf(entry);
                if (key != null) {
                    keys.put(number, key);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Map.of();
        }
        return keys;
    }

    /** @return 0 for the current file, N for one that was rotated, -1 for another file */
    private int number(String file) {
        if (file.equals(name)) {
            return 0;
        }
        if (!file.startsWith(name + ".")) {
            return -1;
        }
        String suffix = file.substring(name.length() + 1);
        return suffix.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(suffix) : -1;
    }

    static void closeAll(Iterable<LogFile> files) throws IOException {
        for (LogFile file : files) {
            file.close();
        }
    }
}
