package dev.gantry.engine.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** Writes a log as the launcher does, rotation included. */
final class LogWriterDouble {
    private final Path file;
    private final int files;

    LogWriterDouble(Path file, int files) {
        this.file = file;
        this.files = files;
    }

    static String line(String text, String stream, long nanos) {
        Instant time = Instant.ofEpochSecond(0, nanos);
        String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return "{\"log\":\"" + escaped + "\",\"stream\":\"" + stream + "\",\"time\":\"" + time + "\"}\n";
    }

    void write(String text, String stream, long nanos) throws IOException {
        raw(line(text, stream, nanos));
    }

    void raw(String bytes) throws IOException {
        Files.write(file, bytes.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** X.1 becomes X.2, X becomes X.1; the next write begins X anew. With one file only, X is removed. */
    void rotate() throws IOException {
        for (int i = files - 1; i >= 1; i--) {
            Path from = i == 1 ? file : file.resolveSibling(file.getFileName() + "." + (i - 1));
            try {
                Files.move(
                        from, file.resolveSibling(file.getFileName() + "." + i), StandardCopyOption.REPLACE_EXISTING);
            } catch (NoSuchFileException e) {
                // Not as many yet.
            }
        }
        if (files == 1) {
            Files.deleteIfExists(file);
        }
    }
}
