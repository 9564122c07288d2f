package dev.gantry.engine.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What a launcher wrote about the end of its process, for an engine that was not there to hear it.
 *
 * @param code the exit code, 128+N after signal N
 * @param error why the process could not be started, else empty
 */
public record ExitRecord(int code, Instant finishedAt, String error) {
    private static final long NANOS = 1_000_000_000L;

    /** Reads the file (launcher/exitfile.c); empty if there is none, that is if the launcher has not ended in order. */
    static Optional<ExitRecord> read(Path file) {
        try {
            return Optional.of(parse(Files.readString(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | NumberFormatException e) {
            throw new IllegalStateException("unreadable exit file " + file + ": " + e, e);
        }
    }

    static ExitRecord parse(String text) {
        String[] fields = text.strip().split(" ", 3);
        if (fields.length < 2) {
            throw new NumberFormatException("not an exit record: " + text);
        }
        long nanos = Long.parseLong(fields[1]);
        return new ExitRecord(
                Integer.parseInt(fields[0]),
                Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS),
                fields.length > 2 ? fields[2] : "");
    }
}
