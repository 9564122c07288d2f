package dev.gantry.engine.image;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.snapshot.LayerStore;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds out what {@code docker save} is to write, and holds it while it is written. */
final class ImageSaver {
    private final ImageIndex index;
    private final LayerStore layers;

    ImageSaver(ImageIndex index, LayerStore layers) {
        this.index = index;
        this.layers = layers;
    }

    List<Image> select(List<String> namesOrIds) {
        return List.copyOf(withReferences(namesOrIds).keySet());
    }

    void save(List<String> namesOrIds, OutputStream out) {
        Map<Image, Set<ImageReference>> selected = withReferences(namesOrIds);
        List<Image> held = new ArrayList<>();
        try {
            for (Image image : selected.keySet()) {
                if (!layers.acquire(image.chain())) {
                    throw EngineException.notFound("No such image: " + image.id());
                }
                held.add(image);
            }
            try (ImageArchiveWriter writer = new ImageArchiveWriter(out, layers)) {
                for (Map.Entry<Image, Set<ImageReference>> e : selected.entrySet()) {
                    writer.add(e.getKey(), index.readConfig(e.getKey().id()), List.copyOf(e.getValue()));
                }
                writer.finish();
            }
        } catch (IOException e) {
            throw EngineException.system("write the archive of images: " + e.getMessage(), e);
        } finally {
            held.forEach(image -> layers.release(image.chain()));
        }
    }

    private Map<Image, Set<ImageReference>> withReferences(List<String> namesOrIds) {
        Map<Image, Set<ImageReference>> selected = new LinkedHashMap<>();
        for (String nameOrId : namesOrIds) {
            select(nameOrId, index.catalog(), selected);
        }
        return selected;
    }

    /** A name alone stands for all its tags; an id for the image without a name. */
    private static void select(String nameOrId, ImageCatalog catalog, Map<Image, Set<ImageReference>> selected) {
        List<ImageReference> tags = tags(nameOrId, catalog);
        if (tags.isEmpty()) {
            selected.computeIfAbsent(catalog.get(nameOrId), i -> new LinkedHashSet<>());
        }
        for (ImageReference tag : tags) {
            selected.computeIfAbsent(catalog.get(tag.toString()), i -> new LinkedHashSet<>())
                    .add(tag);
        }
    }

    private static List<ImageReference> tags(String nameOrId, ImageCatalog catalog) {
        if (nameOrId.matches("(sha256:)?[a-f0-9]{64}")) {
            return List.of();
        }
        ImageReference reference = ImageReference.parse(nameOrId);
        if (reference.isNameOnly()) {
            return catalog.references().keySet().stream()
                    .filter(r -> r.digest() == null && r.name().equals(reference.name()))
                    .toList();
        }
        return reference.digest() == null && catalog.references().containsKey(reference)
                ? List.of(reference)
                : List.of();
    }
}
