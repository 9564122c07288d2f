package dev.gantry.engine.snapshot;

import java.nio.file.Path;
import java.util.List;

/**
 * What to pass to mount(2) for a container's root file system (kernel: filesystems/overlayfs.rst). The lower names are
 * relative so that 120 of them fit into the one page of options mount(2) takes; the mounting thread changes its
 * directory to {@code base} first (in a file system context of its own, see unshare(2) CLONE_FS).
 *
 * @param base the directory the lower names are relative to
 * @param lowers topmost first, never empty; free of {@code :}, {@code ,} and backslashes
 * @param upper the writable directory
 * @param work overlayfs's own directory, on the same file system as upper
 * @param target the empty directory to mount on
 */
public record OverlayMount(Path base, List<String> lowers, Path upper, Path work, Path target) {
    public OverlayMount {
        lowers = List.copyOf(lowers);
    }

    /** The data argument of mount(2); colons and commas of the paths are escaped. */
    public String options() {
        return "lowerdir=" + String.join(":", lowers) + ",upperdir=" + escape(upper) + ",workdir=" + escape(work);
    }

    private static String escape(Path path) {
        return path.toString().replace("\\", "\\\\").replace(",", "\\,").replace(":", "\\:");
    }
}
