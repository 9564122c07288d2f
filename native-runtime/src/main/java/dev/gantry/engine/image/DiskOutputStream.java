package dev.gantry.engine.image;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A new file of the engine's own. Its failures are unchecked, so that a full disk is not mistaken for a broken archive
 * where an archive is read and written in one go.
 */
final class DiskOutputStream extends FilterOutputStream {
    private DiskOutputStream(Path file) throws IOException {
        super(new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 65536));
    }

    static DiskOutputStream create(Path file) {
        try {
            return new DiskOutputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void write(int b) {
        try {
            out.write(b);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        try {
            out.write(buffer, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            super.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
