package dev.gantry.engine.container;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container as others see it: an immutable picture of one moment.
 *
 * @param id 64 hexadecimal digits
 * @param name without the leading slash of the API
 * @param spec with the image's defaults merged in
 * @param path the executable as it will be started, and {@code args} its arguments, as inspect shows them
 * @param imageId of the image it was made from, as {@code sha256:…}
 * @param logPath of the json-file log; {@code null} when the driver is none
 * @param execIds of the execs that run in it now
 */
public record ContainerView(
        String id,
        String name,
        Instant created,
        ContainerSpec spec,
        String imageId,
        String path,
        List<String> args,
        List<MountPoint> mounts,
        ContainerStatus status,
        @Nullable Path logPath,
        Path hostnamePath,
        Path hostsPath,
        Path resolvConfPath,
        List<String> execIds) {

    /** A mount as it is in the container: {@code name} and {@code driver} only for volumes. */
    public record MountPoint(
            MountSpec.Type type,
            String name,
            String source,
            String destination,
            String driver,
            String mode,
            boolean writable,
            String propagation) {}
}
