package dev.gantry.engine.archive;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One entry of a tar archive, as it says: nothing here has been checked. Names are text as
 * {@link dev.gantry.engine.linux.FileNames#decode} makes it.
 *
 * @param linkName the target of a link; else empty
 * @param mode permissions alone
 * @param size bytes of the file, with holes
 * @param xattrs extended attributes by their full names
 * @param extents where the entry's data goes; one that covers the whole file unless it is sparse
 */
public record TarEntry(
        Type type,
        String name,
        String linkName,
        int mode,
        long uid,
        long gid,
        long size,
        Instant modified,
        int deviceMajor,
        int deviceMinor,
        Map<String, byte[]> xattrs,
        List<Extent> extents) {

    /** Kinds of entries that stand for files. */
    public enum Type {
        FILE,
        HARD_LINK,
        SYMBOLIC_LINK,
        CHARACTER_DEVICE,
        BLOCK_DEVICE,
        DIRECTORY,
        FIFO
    }

    /** A run of data in a file, in bytes. */
    public record Extent(long offset, long length) {}
}
