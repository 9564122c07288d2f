package dev.gantry.engine.container;

import org.jspecify.annotations.Nullable;

/**
 * One mount a container asks for.
 *
 * @param source absolute host path of a bind, name of a volume (empty: anonymous), empty for tmpfs
 * @param target absolute path inside the container
 * @param createSource whether a missing bind source is made as a directory (the {@code -v} spelling) or refused
 *     (the {@code --mount} spelling)
 * @param propagation of a bind, e.g. {@code rprivate}; {@code null}: rprivate
 * @param tmpfsOptions mount(8) options of a tmpfs, as {@code size=64m,mode=1777}; empty: Docker's defaults
 * @param mode the mode string as the client gave it, for inspect
 * @param shortSyntax whether it came as {@code Binds}/{@code Tmpfs}, not as {@code Mounts}
 */
public record MountSpec(
        Type type,
        String source,
        String target,
        boolean readonly,
        boolean createSource,
        @Nullable String propagation,
        String tmpfsOptions,
        String mode,
        boolean shortSyntax) {

    /** Docker's mount types that this engine knows. */
    public enum Type {
        BIND,
        VOLUME,
        TMPFS
    }
}
