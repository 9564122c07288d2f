package dev.gantry.engine.image;

import dev.gantry.engine.content.Digest;
import dev.gantry.engine.snapshot.LayerChain;
import java.time.Instant;
import java.util.List;

/**
 * One image in the store, at the moment it was asked for.
 *
 * @param id the digest of its config
 * @param size bytes of the regular files of all layers
 * @param created the epoch if the image does not say
 * @param references familiar names with their tags, as {@code gantry/hello:latest}, sorted
 * @param digests familiar names with a digest, as {@code nginx@sha256:…}, sorted
 */
public record Image(
        Digest id,
        ImageConfig config,
        LayerChain chain,
        long size,
        Instant created,
        List<String> references,
        List<String> digests) {}
