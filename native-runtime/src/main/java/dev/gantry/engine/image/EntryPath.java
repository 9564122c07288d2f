package dev.gantry.engine.image;

import dev.gantry.engine.archive.MalformedArchiveException;
import java.util.ArrayList;
import java.util.List;

/**
 * The path of an archive's entry, relative to the root of the layer, with no component that leads upwards.
 *
 * @param components from the top; empty: the root itself
 */
record EntryPath(List<String> components) {
    /** PATH_MAX without the terminating zero. */
    private static final int MAX_BYTES = 4095;

    EntryPath {
        components = List.copyOf(components);
    }

    /** @param maxDepth the most components */
    static EntryPath parse(String name, int maxDepth) throws MalformedArchiveException {
        if (name.startsWith("/")) {
            throw refused(name, "it is absolute");
        }
        return split(name, maxDepth);
    }

    /** Like {@link #parse}, but a leading slash stands for the root of the layer, as it does in some hard links. */
    static EntryPath parseLink(String name, int maxDepth) throws MalformedArchiveException {
        return split(name, maxDepth);
    }

    private static EntryPath split(String name, int maxDepth) throws MalformedArchiveException {
        if (name.indexOf(0) >= 0) {
            throw refused(name.replace('\0', '?'), "it has a zero byte");
        }
        if (name.length() > MAX_BYTES) {
            throw refused(name.substring(0, 100) + "…", "it is longer than " + MAX_BYTES + " bytes");
        }
        List<String> components = new ArrayList<>();
        for (String component : name.split("/")) {
            if (component.equals("..")) {
                throw refused(name, "it leads upwards");
            }
            if (!component.isEmpty() && !component.equals(".")) {
                components.add(component);
            }
        }
        if (components.size() > maxDepth) {
            throw refused(
                    name.substring(0, Math.min(name.length(), 100)) + "…", "it is more than " + maxDepth + " deep");
        }
        return new EntryPath(components);
    }

    boolean isRoot() {
        return components.isEmpty();
    }

    String base() {
        return components.getLast();
    }

    EntryPath parent() {
        return new EntryPath(components.subList(0, components.size() - 1));
    }

    /** The path down to and including the first {@code count} components. */
    EntryPath prefix(int count) {
        return new EntryPath(components.subList(0, count));
    }

    /** Relative, {@code .} for the root. */
    @Override
    public String toString() {
        return components.isEmpty() ? "." : String.join("/", components);
    }

    private static MalformedArchiveException refused(String name, String reason) {
        return new MalformedArchiveException("refused the entry \"" + name + "\" of the archive: " + reason);
    }
}
