package dev.gantry.engine.image;

import dev.gantry.engine.archive.MalformedArchiveException;
import dev.gantry.engine.content.ChainId;
import dev.gantry.engine.content.DiffId;
import dev.gantry.engine.content.Digest;
import dev.gantry.engine.content.VerifyingInputStream;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.image.ImageCommitter.NewImage;
import dev.gantry.engine.image.ImageStore.LoadListener;
import dev.gantry.engine.snapshot.LayerChain;
import dev.gantry.engine.snapshot.LayerStore;
import dev.gantry.engine.storage.Trash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes in the images of an archive, all of them or none. */
final class ImageLoader {
    private final ImageCommitter committer;
    private final LayerImporter importer;
    private final LayerStore layers;
    private final Path tmp;
    private final Trash trash;

    ImageLoader(ImageCommitter committer, LayerImporter importer, LayerStore layers, Path tmp, Trash trash) {
        this.committer = committer;
        this.importer = importer;
        this.layers = layers;
        this.tmp = tmp;
        this.trash = trash;
    }

    List<Digest> load(InputStream in, LoadListener listener) {
        try (SpooledArchive archive = SpooledArchive.read(in, tmp, trash, importer.limits())) {
            List<NewImage> images = readAll(archive, listener);
            Map<ImageReference, Digest> moved = committer.commit(images);
            moved.forEach((reference, old) -> listener.loaded("The image " + reference.familiar()
                    + " already exists, renaming the old one with ID " + old + " to empty string"));
            images.forEach(image -> report(image, listener));
            return images.stream().map(NewImage::id).toList();
        } catch (IOException e) {
            throw EngineException.invalid(
                    e.getMessage() == null ? "the archive cannot be read (" + e + ")" : e.getMessage());
        } catch (UncheckedIOException e) {
            throw EngineException.system("store the archive of images: " + e.getMessage(), e);
        }
    }

    private static void report(NewImage image, LoadListener listener) {
        if (image.references().isEmpty()) {
            listener.loaded("Loaded image ID: " + image.id());
        }
        image.references().forEach(r -> listener.loaded("Loaded image: " + r.familiar()));
    }

    private List<NewImage> readAll(SpooledArchive archive, LoadListener listener) throws IOException {
        List<NewImage> images = new ArrayList<>();
        try {
            for (ArchivedImage archived : contents(archive)) {
                images.add(read(archive, archived, listener));
            }
            return images;
        } catch (IOException | RuntimeException e) {
            images.forEach(image -> layers.release(image.chain()));
            throw e;
        }
    }

    private static List<ArchivedImage> contents(SpooledArchive archive) throws IOException {
        if (archive.has(DockerManifest.FILE)) {
            return DockerManifest.read(archive);
        }
        if (archive.has(OciLayout.FILE)) {
            return OciLayout.read(archive);
        }
        throw new MalformedArchiveException(
                "invalid archive: it has neither manifest.json nor index.json, so docker save"
                        + " did not write it; a root file system is to be imported, not loaded");
    }

    private NewImage read(SpooledArchive archive, ArchivedImage archived, LoadListener listener) throws IOException {
        byte[] json = archive.document(archived.config().path());
        Digest id = Digest.of(json);
        if (archived.config().digest() != null && !archived.config().digest().equals(id)) {
            throw new MalformedArchiveException(
                    "invalid archive: the config " + archived.config().path() + " is damaged, its digest is " + id);
        }
        ImageConfig config = ImageConfigJson.parse(json);
        int expected = config.diffIds().size();
        if (archived.layers().size() != expected) {
            throw new MalformedArchiveException("invalid manifest, layers length mismatch: expected " + expected
                    + ", got " + archived.layers().size());
        }
        return new NewImage(id, config, json, layers(archive, archived, config, listener), archived.references());
    }

    /** The image's layers, held; those that are not in the store yet are unpacked. */
    private LayerChain layers(SpooledArchive archive, ArchivedImage archived, ImageConfig config, LoadListener listener)
            throws IOException {
        LayerChain held = new LayerChain(List.of());
        List<ChainId> chains = ChainId.all(config.diffIds());
        try {
            for (int i = 0; i < chains.size(); i++) {
                Optional<LayerChain> present = layers.acquire(chains.get(i));
                LayerChain higher = present.isPresent()
                        ? present.get()
                        : unpack(
                                archive,
                                held,
                                archived.layers().get(i),
                                config.diffIds().get(i),
                                listener);
                layers.release(held);
                held = higher;
            }
            return held;
        } catch (IOException | RuntimeException e) {
            layers.release(held);
            throw e;
        }
    }

    private LayerChain unpack(
            SpooledArchive archive, LayerChain below, ArchivedImage.File file, DiffId diffId, LoadListener listener)
            throws IOException {
        Path path = archive.file(file.path());
        try (InputStream in = Files.newInputStream(path)) {
            VerifyingInputStream verifying = new VerifyingInputStream(in);
            ProgressInputStream progress =
                    new ProgressInputStream(verifying, n -> listener.layer(diffId, n, size(path)));
            LayerChain chain = importer.add(below, progress, diffId, "layer " + diffId);
            if (file.digest() != null && !verifying.digest().equals(file.digest())) {
                layers.release(chain);
                throw new MalformedArchiveException(
                        "invalid archive: blob " + file.path() + " is damaged, its digest is wrong");
            }
            return chain;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
