package dev.gantry.engine.image;

import dev.gantry.engine.content.Digest;
import dev.gantry.engine.support.TarBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Archives of images as docker save writes them, made by hand. */
final class TestArchives {
    static final ImageStore.LoadListener SILENT = listener(new ArrayList<>());

    private TestArchives() {}

    static ImageStore.LoadListener listener(List<String> lines) {
        return new ImageStore.LoadListener() {
            @Override
            public void layer(dev.gantry.engine.content.DiffId layer, long current, long total) {}

            @Override
            public void loaded(String message) {
                lines.add(message);
            }
        };
    }

    static byte[] config(List<byte[]> layers) {
        String ids = String.join(
                ",", layers.stream().map(l -> "\"" + Digest.of(l) + "\"").toList());
        return ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"/x\"],\"Env\":[\"A=b\"]},"
                        + "\"created\":\"2020-01-02T03:04:05.678Z\","
                        + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[" + ids + "]}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The older form: a directory for each layer. */
    static byte[] docker(String tag, List<byte[]> layers) {
        byte[] config = config(layers);
        String name = Digest.of(config).hex() + ".json";
        TarBuilder tar = new TarBuilder().file(name, config);
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            tar.directory("layer" + i + "/").file("layer" + i + "/layer.tar", layers.get(i));
            paths.add("\"layer" + i + "/layer.tar\"");
        }
        String tags = tag == null ? "null" : "[\"" + tag + "\"]";
        return tar.file(
                        "manifest.json",
                        "[{\"Config\":\"" + name + "\",\"RepoTags\":" + tags + ",\"Layers\":[" + String.join(",", paths)
                                + "]}]")
                .build();
    }

    /** An OCI image layout whose layers are compressed. */
    static byte[] oci(String name, List<byte[]> layers) {
        TarBuilder tar = new TarBuilder().file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}");
        List<String> descriptors = new ArrayList<>();
        for (byte[] layer : layers) {
            descriptors.add(blob(tar, "layer.v1.tar+gzip", gzip(layer)));
        }
        String config = blob(tar, "config.v1+json", config(layers));
        String manifest =
                "{\"schemaVersion\":2,\"config\":" + config + ",\"layers\":[" + String.join(",", descriptors) + "]}";
        String descriptor = blob(tar, "manifest.v1+json", manifest.getBytes(StandardCharsets.UTF_8));
        String annotated = descriptor.substring(0, descriptor.length() - 1)
                + ",\"annotations\":{\"io.containerd.image.name\":\"" + name + "\"}}";
        return tar.file("index.json", "{\"schemaVersion\":2,\"manifests\":[" + annotated + "]}")
                .build();
    }

    /** The image below with one more layer, in the older form. */
    static byte[] onTopOf(StoreFixture store, Image below, byte[] layer) throws IOException {
        List<byte[]> layers = new ArrayList<>();
        for (var l : below.chain().layers()) {
            try (var in = l.changeset()
                    .compression()
                    .decompress(java.nio.file.Files.newInputStream(store.layers.changeset(l)))) {
                layers.add(in.readAllBytes());
            }
        }
        layers.add(layer);
        return docker("derived:latest", layers);
    }

    static Image load(StoreFixture store, byte[] archive) {
        return store.images.load(new ByteArrayInputStream(archive), SILENT).getFirst();
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String blob(TarBuilder tar, String type, byte[] content) {
        Digest digest = Digest.of(content);
        tar.file("blobs/sha256/" + digest.hex(), content);
        return "{\"mediaType\":\"application/vnd.oci.image." + type + "\",\"digest\":\"" + digest + "\",\"size\":"
                + content.length + "}";
    }
}
