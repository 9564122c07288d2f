package dev.gantry.engine.image;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.engine.archive.MalformedArchiveException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code manifest.json} of {@code docker save} since 1.10 (moby image/spec/v1.2.md, "Combined Image JSON + Filesystem Changeset Format"). */
final class DockerManifest {
    static final String FILE = "manifest.json";

    private DockerManifest() {}

    static List<ArchivedImage> read(SpooledArchive archive) throws IOException {
        JsonNode root = ImageConfigJson.JSON.readTree(archive.document(FILE));
        if (!root.isArray()) {
            throw new MalformedArchiveException("invalid manifest: manifest.json is not a list of images");
        }
        List<ArchivedImage> images = new ArrayList<>();
        for (JsonNode node : root) {
            List<ArchivedImage.File> layers = new ArrayList<>();
            for (JsonNode layer : node.path("Layers")) {
                // The name of an old archive's layer is no digest, and the digest of a blob may be of a compressed one.
                layers.add(new ArchivedImage.File(clean(layer), null));
            }
            List<ImageReference> references = new ArrayList<>();
            for (JsonNode tag : node.path("RepoTags")) {
                references.add(reference(tag.asText()));
            }
            images.add(new ArchivedImage(ArchivedImage.File.named(clean(node.path("Config"))), layers, references));
        }
        return images;
    }

    static ImageReference reference(String text) throws MalformedArchiveException {
        ImageReference reference = ImageReference.parse(text);
        if (reference.tag() == null || reference.digest() != null) {
            throw new MalformedArchiveException("invalid tag \"" + text + "\"");
        }
        return reference;
    }

    private static String clean(JsonNode path) throws MalformedArchiveException {
        return EntryPath.parse(path.asText(), 64).toString();
    }
}
