package dev.gantry.engine.container;

import java.time.Instant;
import java.util.List;

/**
 * What is kept of a container on disk; everything needed to go on with it after the engine has died at any moment.
 *
 * @param spec with the image's defaults merged in
 * @param command program and arguments as they will be executed
 * @param environment complete
 */
record ContainerRecord(
        String id,
        String name,
        Instant created,
        String imageId,
        ContainerSpec spec,
        List<String> command,
        List<String> environment,
        List<ContainerView.MountPoint> mounts,
        ContainerStatus status) {

    ContainerRecord withStatus(ContainerStatus next) {
        return new ContainerRecord(id, name, created, imageId, spec, command, environment, mounts, next);
    }

    ContainerRecord withName(String next) {
        return new ContainerRecord(id, next, created, imageId, spec, command, environment, mounts, status);
    }
}
