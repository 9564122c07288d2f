package dev.gantry.engine.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.engine.content.Digest;
import dev.gantry.engine.content.VerifyingInputStream;
import dev.gantry.engine.snapshot.Layer;
import dev.gantry.engine.snapshot.LayerStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes one archive in both forms: manifest.json, which every Docker since 1.10 reads, and an OCI image layout, both
 * leading to the same blobs. Layers are written uncompressed, for their DiffIDs are then the blobs' digests.
 */
final class ImageArchiveWriter implements AutoCloseable {
    private static final String OCI = "application/vnd.oci.image.";

    private final TarArchiveOutputStream tar;
    private final LayerStore layers;
    private final Set<Digest> written = new HashSet<>();
    private final ArrayNode dockerManifest = ImageConfigJson.JSON.createArrayNode();
    private final ArrayNode ociManifests = ImageConfigJson.JSON.createArrayNode();

    /** Closing this leaves {@code out} open. */
    ImageArchiveWriter(OutputStream out, LayerStore layers) throws IOException {
        this.layers = layers;
        this.tar = new TarArchiveOutputStream(new java.io.FilterOutputStream(out) {
            @Override
            public void write(byte[] buffer, int offset, int length) throws IOException {
                out.write(buffer, offset, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        });
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        directory("blobs/");
        directory("blobs/sha256/");
    }

    void add(Image image, byte[] config, List<ImageReference> references) throws IOException {
        for (Layer layer : image.chain().layers()) {
            addLayer(layer);
        }
        addBlob(image.id(), config);
        ObjectNode entry = dockerManifest.addObject().put("Config", path(image.id()));
        if (references.isEmpty()) {
            entry.putNull("RepoTags");
        } else {
            ArrayNode tags = entry.putArray("RepoTags");
            references.forEach(r -> tags.add(r.familiar()));
        }
        ArrayNode paths = entry.putArray("Layers");
        image.chain().layers().forEach(l -> paths.add(path(l.diffId().digest())));
        addOci(image, config.length, references);
    }

    /** Writes the documents that lead to the blobs, and the end of the archive. */
    void finish() throws IOException {
        ObjectNode index =
                ImageConfigJson.JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", OCI + "index.v1+json");
        index.set("manifests", ociManifests);
        file("index.json", json(index));
        file("manifest.json", json(dockerManifest));
        file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
        tar.finish();
        tar.flush();
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }

    private void addOci(Image image, int configSize, List<ImageReference> references) throws IOException {
        ObjectNode manifest = ImageConfigJson.JSON
                .createObjectNode()
                .put("schemaVersion", 2)
                .put("mediaType", OCI + "manifest.v1+json");
        manifest.set("config", descriptor("config.v1+json", image.id(), configSize));
        ArrayNode list = manifest.putArray("layers");
        for (Layer layer : image.chain().layers()) {
            list.add(descriptor(
                    "layer.v1.tar", layer.diffId().digest(), layer.changeset().size()));
        }
        byte[] bytes = json(manifest);
        Digest digest = Digest.of(bytes);
        addBlob(digest, bytes);
        if (references.isEmpty()) {
            ociManifests.add(descriptor("manifest.v1+json", digest, bytes.length));
        }
        for (ImageReference reference : references) {
            ObjectNode descriptor = descriptor("manifest.v1+json", digest, bytes.length);
            descriptor
                    .putObject("annotations")
                    .put("io.containerd.image.name", reference.toString())
                    .put("org.opencontainers.image.ref.name", reference.tag());
            ociManifests.add(descriptor);
        }
    }

    private void addLayer(Layer layer) throws IOException {
        if (!written.add(layer.diffId().digest())) {
            return;
        }
        begin(path(layer.diffId().digest()), layer.changeset().size());
        try (InputStream kept = Files.newInputStream(layers.changeset(layer));
                InputStream plain = layer.changeset().compression().decompress(kept)) {
            VerifyingInputStream verifying = new VerifyingInputStream(plain);
            verifying.transferTo(tar);
            verifying.verify(layer.diffId().digest(), "layer " + layer.chainId());
        }
        tar.closeArchiveEntry();
    }

    private void addBlob(Digest digest, byte[] content) throws IOException {
        if (written.add(digest)) {
            file(path(digest), content);
        }
    }

    private void directory(String name) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(040755);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private void file(String name, byte[] content) throws IOException {
        begin(name, content.length);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private void begin(String name, long size) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(0100644);
        entry.setModTime(0);
        entry.setSize(size);
        tar.putArchiveEntry(entry);
    }

    private static ObjectNode descriptor(String type, Digest digest, long size) {
        return ImageConfigJson.JSON
                .createObjectNode()
                .put("mediaType", OCI + type)
                .put("digest", digest.toString())
                .put("size", size);
    }

    private static String path(Digest digest) {
        return "blobs/sha256/" + digest.hex();
    }

    private static byte[] json(JsonNode node) throws IOException {
        return ImageConfigJson.JSON.writeValueAsBytes(node);
    }
}
