package dev.gantry.engine.archive;

/**
 * What an archive from outside may cost at most.
 *
 * @param maxEntries files, directories and links of one layer
 * @param maxBytes bytes after decompression, and of any one file
 * @param maxRatio how many times larger decompression may make it, once it is larger than {@code freeBytes}
 * @param maxDepth directories above one file
 */
public record ArchiveLimits(long maxEntries, long maxBytes, long maxRatio, long freeBytes, int maxDepth) {
    /** Four times beyond the largest images in use; still refuses bombs before they fill a disk. */
    public static final ArchiveLimits DEFAULT = new ArchiveLimits(2_000_000, 256L << 30, 250, 1L << 30, 256);
}
