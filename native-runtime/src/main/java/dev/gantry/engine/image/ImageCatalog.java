package dev.gantry.engine.image;

import dev.gantry.engine.content.Digest;
import dev.gantry.engine.error.EngineException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The images and their names at one moment. Immutable: a change makes another one. */
final class ImageCatalog {
    static final ImageCatalog EMPTY = new ImageCatalog(Map.of(), Map.of());

    private final Map<Digest, StoredImage> stored;
    private final Map<ImageReference, Digest> references;
    private final Map<Digest, Image> images = new HashMap<>();
    private final List<Image> newestFirst;

    private ImageCatalog(Map<Digest, StoredImage> stored, Map<ImageReference, Digest> references) {
        this.stored = stored;
        this.references = references;
        Map<Digest, List<ImageReference>> names = new HashMap<>();
        references.forEach((reference, id) ->
                names.computeIfAbsent(id, k -> new ArrayList<>()).add(reference));
        for (StoredImage image : stored.values()) {
            images.put(image.id(), image(image, names.getOrDefault(image.id(), List.of())));
        }
        newestFirst = images.values().stream()
                .sorted(Comparator.comparing(Image::created).reversed().thenComparing(Image::id))
                .toList();
    }

    Set<Digest> ids() {
        return stored.keySet();
    }

    boolean contains(Digest id) {
        return stored.containsKey(id);
    }

    List<Image> newestFirst() {
        return newestFirst;
    }

    Map<ImageReference, Digest> references() {
        return references;
    }

    /** The names of one image, in order. */
    List<ImageReference> referencesOf(Digest id) {
        return references.entrySet().stream()
                .filter(e -> e.getValue().equals(id))
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(ImageReference::familiar))
                .toList();
    }

    /** By name, by id, and by a part of an id that fits one image, in this order. */
    Image get(String nameOrId) {
        if (Digest.isDigest(nameOrId) || Digest.isDigest("sha256:" + nameOrId)) {
            String full = nameOrId.startsWith("sha256:") ? nameOrId : "sha256:" + nameOrId;
            return Optional.ofNullable(images.get(Digest.parse(full))).orElseThrow(() -> missing(full));
        }
        ImageReference reference = ImageReference.parse(nameOrId).withDefaultTag();
        return named(reference).or(() -> byPrefix(nameOrId)).orElseThrow(() -> missing(reference.familiar()));
    }

    private Optional<Image> named(ImageReference reference) {
        Digest id = references.get(reference);
        if (id == null && reference.digest() != null) {
            // With both, the digest decides; a tag beside it is for the reader.
            id = references.get(new ImageReference(reference.domain(), reference.path(), null, reference.digest()));
        }
        return Optional.ofNullable(id).map(images::get);
    }

    private Optional<Image> byPrefix(String text) {
        String prefix = text.startsWith("sha256:") ? text.substring("sha256:".length()) : text;
        List<Image> fitting = newestFirst.stream()
                .filter(i -> i.id().hex().startsWith(prefix))
                .limit(2)
                .toList();
        return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
    }

    ImageCatalog with(StoredImage image) {
        Map<Digest, StoredImage> changed = new LinkedHashMap<>(stored);
        changed.put(image.id(), image);
        return new ImageCatalog(changed, references);
    }

    /** Without an image that has no names any more. */
    ImageCatalog without(Digest id) {
        Map<Digest, StoredImage> changed = new LinkedHashMap<>(stored);
        changed.remove(id);
        return new ImageCatalog(changed, references);
    }

    ImageCatalog withReferences(Map<ImageReference, Digest> more) {
        Map<ImageReference, Digest> changed = new LinkedHashMap<>(references);
        changed.putAll(more);
        return changed.equals(references) ? this : new ImageCatalog(stored, changed);
    }

    ImageCatalog withoutReferences(List<ImageReference> fewer) {
        Map<ImageReference, Digest> changed = new LinkedHashMap<>(references);
        fewer.forEach(changed::remove);
        return new ImageCatalog(stored, changed);
    }

    private static Image image(StoredImage image, List<ImageReference> names) {
        Instant created = image.config().created();
        return new Image(
                image.id(),
                image.config(),
                image.chain(),
                image.chain().size(),
                created == null ? Instant.EPOCH : created,
                names.stream()
                        .filter(r -> r.digest() == null)
                        .map(ImageReference::familiar)
                        .sorted()
                        .toList(),
                names.stream()
                        .filter(r -> r.digest() != null)
                        .map(ImageReference::familiar)
                        .sorted()
                        .toList());
    }

    private static EngineException missing(String name) {
        return EngineException.notFound("No such image: " + name);
    }
}
