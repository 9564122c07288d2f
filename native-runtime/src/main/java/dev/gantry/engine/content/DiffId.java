package dev.gantry.engine.content;

/** The digest of one layer's uncompressed tar archive (OCI image-spec, config.md "Layer DiffID"). */
public record DiffId(Digest digest) {
    public static DiffId parse(String text) {
        return new DiffId(Digest.parse(text));
    }

    @Override
    public String toString() {
        return digest.toString();
    }
}
