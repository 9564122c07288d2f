package dev.gantry.engine.snapshot;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.storage.Trash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A layer in the making, in the directory for half-made things; closing it deletes what was not committed. */
public final class LayerDraft implements AutoCloseable {
    private final @Nullable Layer parent;
    private final Path directory;
    private final Trash trash;
    private boolean committed;

    LayerDraft(@Nullable Layer parent, Path tmp, Trash trash) {
        this.parent = parent;
        this.trash = trash;
        try {
            this.directory = Files.createTempDirectory(tmp, "layer-");
            Files.createDirectory(files());
        } catch (IOException e) {
            throw EngineException.system("make a directory for a new layer in " + tmp + ": " + e, e);
        }
    }

    /** The layer it goes on top of; {@code null}: none. */
    public @Nullable Layer parent() {
        return parent;
    }

    /** Where its files are to be unpacked. */
    public Path files() {
        return directory.resolve("fs");
    }

    /** Where the archive it came as is to be kept. */
    public Path changeset() {
        return directory.resolve(LayerStore.CHANGESET);
    }

    Path directory() {
        return directory;
    }

    void markCommitted() {
        committed = true;
    }

    @Override
    public void close() {
        if (!committed) {
            trash.discard(directory);
        }
    }
}
