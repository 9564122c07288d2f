package dev.gantry.engine.linux.proc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads files below /proc. */
final class ProcFile {
    private ProcFile() {}

    /** A file every machine has. */
    static String ofHost(String path) {
        try {
            return KernelText.read(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    /** A file of a process; empty when there is no such process any more. */
    static Optional<String> ofProcess(int pid, String name) {
        Path path = Path.of("/proc", Integer.toString(pid), name);
        try {
            return Optional.of(KernelText.read(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            if (!Files.exists(path)) {
                // It ended between open(2) and read(2), which then answers ESRCH.
                return Optional.empty();
            }
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }
}
