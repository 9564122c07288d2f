package dev.gantry.engine.spec;

import java.nio.file.Path;

/** One mount below a container's root, made in the order given. Targets are resolved inside the root. */
public sealed interface MountEntry {
    String target();

    /**
     * Something of the host, with what is mounted below it. A missing target is made: a directory for a directory, an
     * empty file for anything else.
     *
     * @param seed whether an empty source directory is first filled with what the image has at the target
     */
    record Bind(Path source, String target, boolean readonly, boolean seed) implements MountEntry {}

    /**
     * A new tmpfs.
     *
     * @param flags of {@link dev.gantry.engine.linux.Mounts}
     * @param options the file system's own
     */
    record Tmpfs(String target, long flags, String options) implements MountEntry {}
}
