package dev.gantry.engine.image;

import dev.gantry.engine.archive.ArchiveLimits;
import dev.gantry.engine.archive.Compression;
import dev.gantry.engine.archive.MalformedArchiveException;
import dev.gantry.engine.archive.PlainStream;
import dev.gantry.engine.archive.TarReader;
import dev.gantry.engine.archive.TeeInputStream;
import dev.gantry.engine.content.DiffId;
import dev.gantry.engine.content.VerifyingInputStream;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.linux.LinuxException;
import dev.gantry.engine.snapshot.Layer;
import dev.gantry.engine.snapshot.LayerChain;
import dev.gantry.engine.snapshot.LayerDraft;
import dev.gantry.engine.snapshot.LayerStore;
import dev.gantry.engine.storage.Trash;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes layers of archives: unpacks, verifies and keeps each archive in one pass over it. */
final class LayerImporter {
    private static final int BUFFER = 65536;

    private final LayerStore layers;
    private final Trash trash;
    private final ArchiveLimits limits;

    LayerImporter(LayerStore layers, Trash trash, ArchiveLimits limits) {
        this.layers = layers;
        this.trash = trash;
        this.limits = limits;
    }

    ArchiveLimits limits() {
        return limits;
    }

    /**
     * Makes the layer on top of a stack, which the caller holds.
     *
     * @param expected what the archive must turn out to be; {@code null}: whatever it is
     * @param what the archive's name in messages
     * @return the higher stack, held for the caller
     * @throws EngineException INVALID_PARAMETER if the archive is broken or not what it must be
     */
    LayerChain add(LayerChain below, InputStream archive, @Nullable DiffId expected, String what) {
        Layer parent = below.layers().isEmpty() ? null : below.layers().getLast();
        try (LayerDraft draft = layers.draft(parent)) {
            return add(draft, below, archive, expected, what);
        } catch (IOException e) {
            throw EngineException.invalid(what + ": " + message(e));
        } catch (LinuxException | UncheckedIOException e) {
            throw EngineException.system(what + " cannot be unpacked: " + e.getMessage(), e);
        }
    }

    private LayerChain add(
            LayerDraft draft, LayerChain below, InputStream archive, @Nullable DiffId expected, String what)
            throws IOException {
        Layer.Changeset changeset;
        DiffId diffId;
        long size;
        try (OutputStream kept = DiskOutputStream.create(draft.changeset())) {
            Source source = open(archive, kept);
            VerifyingInputStream verifying = new VerifyingInputStream(source.plain());
            TarReader tar = new TarReader(new BufferedInputStream(verifying, BUFFER));
            size = unpack(tar, draft.files(), below);
            if (expected == null && !tar.isEndMarked()) {
                throw new MalformedArchiveException("unexpected EOF: the archive is truncated");
            }
            source.finish(verifying);
            diffId = new DiffId(verifying.digest());
            changeset = new Layer.Changeset(source.compression(), verifying.count());
        }
        if (expected != null && !expected.equals(diffId)) {
            throw EngineException.invalid(what + " is damaged: its digest is " + diffId + ", not " + expected);
        }
        return layers.commit(draft, diffId, size, changeset);
    }

    private long unpack(TarReader tar, Path directory, LayerChain below) throws IOException {
        List<Path> lowers =
                below.layers().reversed().stream().map(layers::files).toList();
        try (LayerTree tree = new LayerTree(directory, lowers, trash)) {
            return LayerUnpacker.unpack(tar, tree, limits);
        }
    }

    /** The decompressed archive, of which a compressed copy is written while it is read. */
    private record Source(
            InputStream plain,
            Compression compression,
            InputStream raw,
            @Nullable OutputStream compressor) {
        /** Reads what follows the end of the tar archive, for it is part of what the digests are of. */
        void finish(InputStream verifying) throws IOException {
            drain(verifying);
            drain(raw);
            if (compressor != null) {
                compressor.close();
            }
        }

        private static void drain(InputStream in) throws IOException {
            byte[] buffer = new byte[BUFFER];
            int count = 0;
            while (count >= 0) {
                count = in.read(buffer);
            }
        }
    }

    private Source open(InputStream archive, OutputStream kept) throws IOException {
        Compression.Detected detected = Compression.detect(archive);
        if (detected.compression() != Compression.NONE) {
            // Kept as it came: a registry knows it by the digest of exactly these bytes.
            InputStream raw = new TeeInputStream(detected.stream(), kept);
            PlainStream plain = PlainStream.open(raw, limits);
            return new Source(plain, plain.compression(), raw, null);
        }
        PlainStream plain = PlainStream.open(detected.stream(), limits);
        OutputStream compressor = Compression.ZSTD.compress(kept);
        return new Source(new TeeInputStream(plain, compressor), Compression.ZSTD, plain, compressor);
    }

    private static String message(IOException e) {
        String message = e.getMessage();
        return message == null ? "it cannot be read (" + e.getClass().getSimpleName() + ")" : message;
    }
}
