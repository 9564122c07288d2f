package dev.gantry.engine.snapshot;

import dev.gantry.engine.archive.Compression;
import dev.gantry.engine.content.ChainId;
import dev.gantry.engine.content.DiffId;

/**
 * One committed, read-only layer. Stored once for each stack it is part of: what a changeset means (implied parent
 * directories, hard links) depends on what lies below it.
 *
 * @param name the short name of its directory, unique in the store
 * @param chainId the stack that ends with this layer
 * @param diffId the digest of the changeset it was unpacked from
 * @param size bytes of the regular files in it, as Docker counts an image's size
 */
public record Layer(String name, ChainId chainId, DiffId diffId, long size, Changeset changeset) {
    /**
     * The tar archive the layer came as, kept because no other archive of the same files has the same digest.
     *
     * @param compression how it is kept
     * @param size bytes when decompressed
     */
    public record Changeset(Compression compression, long size) {}
}
