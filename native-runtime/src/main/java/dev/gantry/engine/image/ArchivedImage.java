package dev.gantry.engine.image;

import dev.gantry.engine.content.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One image in an archive of images.
 *
 * @param config the path of its config
 * @param layers lowest first
 */
record ArchivedImage(File config, List<File> layers, List<ImageReference> references) {
    /**
     * A file of the archive.
     *
     * @param digest what its content must have; {@code null} if the archive does not say
     */
    record File(String path, @Nullable Digest digest) {
        /** The digest is taken from a path like {@code blobs/sha256/HEX} or {@code HEX.json}. */
        static File named(String path) {
            String name = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.json$", "");
            return new File(path, Digest.isDigest("sha256:" + name) ? new Digest(name) : null);
        }

        static File blob(Digest digest) {
            return new File("blobs/sha256/" + digest.hex(), digest);
        }
    }
}
