package dev.gantry.engine.container;

import dev.gantry.engine.cgroup.CgroupManager;
import dev.gantry.engine.event.EventBus;
import dev.gantry.engine.image.ImageStore;
import dev.gantry.engine.runtime.ProcessRuntime;
import dev.gantry.engine.snapshot.Snapshotter;
import dev.gantry.engine.storage.EngineLayout;
import dev.gantry.engine.storage.GroupSync;
import dev.gantry.engine.storage.Trash;
import dev.gantry.engine.volume.VolumeStore;

/** What containers are made with; the composition root fills it. */
public record ContainerServices(
        EngineLayout layout,
        GroupSync sync,
        Trash trash,
        ImageStore images,
        Snapshotter snapshots,
        VolumeStore volumes,
        CgroupManager cgroups,
        ProcessRuntime runtime,
        EventBus events) {}
