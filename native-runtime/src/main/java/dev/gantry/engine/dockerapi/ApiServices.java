package dev.gantry.engine.dockerapi;

import dev.gantry.engine.cgroup.CgroupManager;
import dev.gantry.engine.container.Containers;
import dev.gantry.engine.event.EventBus;
import dev.gantry.engine.image.ImageStore;
import dev.gantry.engine.snapshot.Snapshotter;
import dev.gantry.engine.volume.VolumeStore;
import java.nio.file.Path;

/**
 * What the API speaks for.
 *
 * @param version of this engine, as {@code 0.1.0}
 * @param engineId identifies this engine for as long as its data root lives
 * @param dataRoot where its images, containers and volumes are
 */
public record ApiServices(
        Containers containers,
        ImageStore images,
        Snapshotter snapshots,
        VolumeStore volumes,
        EventBus events,
        CgroupManager cgroups,
        String version,
        String engineId,
        Path dataRoot) {}
