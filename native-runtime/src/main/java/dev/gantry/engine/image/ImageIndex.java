package dev.gantry.engine.image;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.engine.content.ChainId;
import dev.gantry.engine.content.Digest;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.snapshot.LayerChain;
import dev.gantry.engine.snapshot.LayerStore;
import dev.gantry.engine.storage.AtomicFile;
import dev.gantry.engine.storage.EngineLayout;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which images exist and what they are called, on the disk in one file: replacing it is the moment at which a change
 * happens. Configs are written before it names them and deleted after it does not; what a crash leaves of them is
 * swept at start. Reading is lock-free.
 */
final class ImageIndex {
    private static final Logger LOG = System.getLogger(ImageIndex.class.getName());

    private final EngineLayout layout;
    private final LayerStore layers;
    private volatile ImageCatalog catalog;
    private volatile boolean isNew;

    /** Reads the index, and takes hold of the layers of every image in it. */
    ImageIndex(EngineLayout layout, LayerStore layers) {
        this.layout = layout;
        this.layers = layers;
        AtomicFile.sweep(layout.dataRoot());
        AtomicFile.sweep(layout.images());
        Optional<byte[]> json = AtomicFile.read(layout.imageIndex());
        this.isNew = json.isEmpty();
        this.catalog = json.isPresent() ? read(json.get()) : ImageCatalog.EMPTY;
        sweepConfigs();
    }

    /** Whether there has never been an index in this place. */
    boolean isNew() {
        return isNew;
    }

    /** The present state; never changes under the reader's hands. */
    ImageCatalog catalog() {
        return catalog;
    }

    /** Replaces the state by what the change makes of it, for good. Changes exclude each other. */
    synchronized ImageCatalog update(UnaryOperator<ImageCatalog> change) {
        ImageCatalog changed = change.apply(catalog);
        if (changed != catalog || isNew) {
            AtomicFile.writeDurably(layout.imageIndex(), write(changed));
            Set<Digest> dropped = new HashSet<>(catalog.ids());
            dropped.removeAll(changed.ids());
            catalog = changed;
            isNew = false;
            dropped.forEach(id -> AtomicFile.deleteDurably(layout.imageConfig(id.hex())));
        }
        return changed;
    }

    /** Keeps a config, before an update names its image. */
    void writeConfig(Digest id, byte[] json) {
        AtomicFile.writeDurably(layout.imageConfig(id.hex()), json);
    }

    byte[] readConfig(Digest id) {
        byte[] json = AtomicFile.read(layout.imageConfig(id.hex()))
                .orElseThrow(() -> EngineException.system("the config of image " + id + " is missing", null));
        if (!Digest.of(json).equals(id)) {
            throw EngineException.system("the config of image " + id + " is damaged: its digest is wrong", null);
        }
        return json;
    }

    private ImageCatalog read(byte[] json) {
        try {
            JsonNode root = ImageConfigJson.JSON.readTree(json);
            ImageCatalog read = ImageCatalog.EMPTY;
            for (JsonNode id : root.path("images")) {
                StoredImage image = readImage(Digest.parse(id.asText()));
                read = image == null ? read : read.with(image);
            }
            Map<ImageReference, Digest> references = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> e : root.path("references").properties()) {
                Digest id = Digest.parse(e.getValue().asText());
                if (read.contains(id)) {
                    references.put(ImageReference.parse(e.getKey()), id);
                }
            }
            return read.withReferences(references);
        } catch (IOException | EngineException e) {
            // Better not to start than to sweep away every image because one file cannot be read.
            throw EngineException.system("read the list of images " + layout.imageIndex() + ": " + e.getMessage(), e);
        }
    }

    private @Nullable StoredImage readImage(Digest id) {
        try {
            ImageConfig config = ImageConfigJson.parse(readConfig(id));
            Optional<ChainId> top = ChainId.of(config.diffIds());
            Optional<LayerChain> chain =
                    top.isEmpty() ? Optional.of(new LayerChain(List.of())) : layers.acquire(top.get());
            if (chain.isPresent()) {
                return new StoredImage(id, config, chain.get());
            }
            LOG.log(Level.ERROR, "image " + id + " is dropped: a layer of it is missing");
        } catch (EngineException e) {
            LOG.log(Level.ERROR, "image " + id + " is dropped: " + e.getMessage());
        }
        return null;
    }

    private static byte[] write(ImageCatalog catalog) {
        ObjectNode root = ImageConfigJson.JSON.createObjectNode();
        ArrayNode images = root.putArray("images");
        catalog.ids().forEach(id -> images.add(id.toString()));
        ObjectNode references = root.putObject("references");
        catalog.references().forEach((reference, id) -> references.put(reference.toString(), id.toString()));
        try {
            return ImageConfigJson.JSON.writeValueAsBytes(root);
        } catch (JacksonException e) {
            throw EngineException.system("encode the list of images: " + e.getMessage(), e);
        }
    }

    private void sweepConfigs() {
        try (DirectoryStream<Path> configs = Files.newDirectoryStream(layout.images(), "*.json")) {
            for (Path config : configs) {
                String hex = config.getFileName().toString().replace(".json", "");
                if (!Digest.isDigest("sha256:" + hex) || !catalog.contains(new Digest(hex))) {
                    Files.delete(config);
                }
            }
        } catch (IOException e) {
            throw EngineException.system("sweep " + layout.images() + ": " + e, e);
        }
    }
}
