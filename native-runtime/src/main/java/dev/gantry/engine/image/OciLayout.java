package dev.gantry.engine.image;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.engine.archive.MalformedArchiveException;
import dev.gantry.engine.content.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code index.json} of an OCI image layout (OCI image-spec, image-layout.md, image-index.md, manifest.md). */
final class OciLayout {
    static final String FILE = "index.json";

    private static final int MAX_NESTING = 4;
    private static final int MAX_IMAGES = 1000;

    private final SpooledArchive archive;
    private final List<ArchivedImage> images = new ArrayList<>();

    private OciLayout(SpooledArchive archive) {
        this.archive = archive;
    }

    /** The images for this machine; of one for several platforms, the one that fits it best. */
    static List<ArchivedImage> read(SpooledArchive archive) throws IOException {
        OciLayout layout = new OciLayout(archive);
        JsonNode index = ImageConfigJson.JSON.readTree(archive.document(FILE));
        for (JsonNode descriptor : index.path("manifests")) {
            layout.add(descriptor, references(descriptor.path("annotations")), 0);
        }
        return layout.images;
    }

    private void add(JsonNode descriptor, List<ImageReference> references, int nesting) throws IOException {
        if (nesting > MAX_NESTING || images.size() > MAX_IMAGES) {
            throw new MalformedArchiveException("invalid archive: its image indexes are nested too deeply or too many");
        }
        JsonNode document = document(descriptor);
        if (document.has("manifests")) {
            for (JsonNode best : best(document.path("manifests"))) {
                add(best, references, nesting + 1);
            }
            return;
        }
        List<ArchivedImage.File> layers = new ArrayList<>();
        for (JsonNode layer : document.path("layers")) {
            layers.add(ArchivedImage.File.blob(digest(layer)));
        }
        images.add(new ArchivedImage(
                ArchivedImage.File.blob(digest(document.path("config"))), List.copyOf(layers), references));
    }

    private JsonNode document(JsonNode descriptor) throws IOException {
        Digest digest = digest(descriptor);
        byte[] json = archive.document(ArchivedImage.File.blob(digest).path());
        if (!Digest.of(json).equals(digest)) {
            throw new MalformedArchiveException("invalid archive: blob " + digest + " is damaged, its digest is wrong");
        }
        return ImageConfigJson.JSON.readTree(json);
    }

    /** At most one: for this architecture, else the first that is in the archive. */
    private List<JsonNode> best(JsonNode manifests) {
        List<JsonNode> present = new ArrayList<>();
        for (JsonNode manifest : manifests) {
            JsonNode platform = manifest.path("platform");
            boolean image =
                    platform.isMissingNode() || platform.path("os").asText().equals("linux");
            // An archive of one platform keeps the index of all.
            if (image && archive.has("blobs/" + manifest.path("digest").asText().replace(':', '/'))) {
                present.add(manifest);
            }
        }
        return present.stream()
                .filter(m -> m.path("platform").path("architecture").asText().equals(Platform.HOST.architecture()))
                .findFirst()
                .or(() -> present.stream().findFirst())
                .stream()
                .toList();
    }

    private static List<ImageReference> references(JsonNode annotations) throws MalformedArchiveException {
        String name = annotations.path("io.containerd.image.name").asText();
        if (name.isEmpty()) {
            // The specification lets it be a tag alone, which names nothing here.
            String ref = annotations.path("org.opencontainers.image.ref.name").asText();
            name = ref.indexOf(':') > 0 ? ref : "";
        }
        return name.isEmpty() ? List.of() : List.of(DockerManifest.reference(name));
    }

    private static Digest digest(JsonNode descriptor) {
        return Digest.parse(descriptor.path("digest").asText());
    }
}
