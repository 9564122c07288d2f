package dev.gantry.engine.image;

import dev.gantry.engine.content.DiffId;
import dev.gantry.engine.content.Digest;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.image.ImageConfig.History;
import dev.gantry.engine.image.ImageConfig.Runtime;
import dev.gantry.engine.snapshot.LayerChain;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes an image of one archive of a root file system, as {@code docker import} does. */
final class RootFsImporter {
    private final ImageCommitter committer;
    private final LayerImporter importer;

    RootFsImporter(ImageCommitter committer, LayerImporter importer) {
        this.committer = committer;
        this.importer = importer;
    }

    Digest add(
            InputStream rootFs,
            @Nullable String reference,
            String message,
            List<String> changes,
            @Nullable String platform) {
        // Everything that can be refused is refused before the archive is read.
        Optional<ImageReference> name = Optional.ofNullable(reference).map(RootFsImporter::target);
        Platform target = platform == null || platform.isEmpty() ? Platform.HOST : Platform.parse(platform);
        Runtime runtime = ConfigChanges.apply(Runtime.EMPTY, changes);
        LayerChain chain = importer.add(new LayerChain(List.of()), rootFs, null, "the imported root file system");
        ImageConfig config = config(runtime, chain.layers().getFirst().diffId(), message, target);
        byte[] json = ImageConfigJson.write(config);
        Digest id = Digest.of(json);
        committer.commit(List.of(new ImageCommitter.NewImage(
                id, config, json, chain, name.stream().toList())));
        return id;
    }

    private static ImageReference target(String reference) {
        ImageReference parsed = ImageReference.parse(reference).withDefaultTag();
        if (parsed.digest() != null) {
            throw EngineException.invalid("cannot import digest reference");
        }
        return parsed;
    }

    private static ImageConfig config(Runtime runtime, DiffId layer, String message, Platform platform) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        String comment = message.isEmpty() ? "Imported from -" : message;
        return new ImageConfig(
                platform.architecture(),
                platform.variant(),
                "linux",
                now,
                "",
                comment,
                runtime,
                List.of(new History(now, "", "", comment, false)),
                List.of(layer));
    }
}
