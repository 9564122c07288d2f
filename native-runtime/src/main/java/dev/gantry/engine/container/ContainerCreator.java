package dev.gantry.engine.container;

import dev.gantry.engine.cgroup.ValidatedLimits;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.image.Image;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes containers: everything is checked first, then made, and the record is written last. */
final class ContainerCreator {
    private final ContainerServices services;
    private final ContainerIndex index;
    private final ContainerStore store;
    private final ContainerFiles files;
    private final ContainerEvents events;
    private final ProcessPlanner processes;
    private final MountResolver mounts;

    ContainerCreator(
            ContainerServices services,
            ContainerIndex index,
            ContainerStore store,
            ContainerFiles files,
            ContainerEvents events,
            ProcessPlanner processes) {
        this.services = services;
        this.index = index;
        this.store = store;
        this.files = files;
        this.events = events;
        this.processes = processes;
        this.mounts = new MountResolver(services.volumes());
    }

    Containers.Created create(@Nullable String name, ContainerSpec spec) {
        String id = ContainerNames.newId();
        Image image = services.images().get(spec.image());
        SpecResolver.Resolved resolved = new SpecResolver(id, spec, image).resolve();
        SpecChecks.check(resolved.spec());
        processes.check(spec.host());
        ValidatedLimits limits =
                spec.host().limits().validate(services.cgroups().support());
        String reserved = reserve(name, id);
        try {
            ContainerRecord record = make(id, reserved, image, resolved, limits);
            index.add(new Container(record));
            events.publish(record, "create");
            return new Containers.Created(id, limits.warnings());
        } catch (RuntimeException e) {
            index.names().release(reserved);
            throw e;
        }
    }

    private String reserve(@Nullable String name, String id) {
        if (name == null || name.isEmpty()) {
            return index.names().reserveNew(id);
        }
        String bare = name.startsWith("/") ? name.substring(1) : name;
        index.names().reserve(bare, id);
        return bare;
    }

    private ContainerRecord make(
            String id, String name, Image image, SpecResolver.Resolved resolved, ValidatedLimits limits) {
        List<ContainerView.MountPoint> points = mounts.resolve(resolved.spec());
        try {
            files.create(id, resolved.spec());
            services.snapshots().prepare(id, image.chain());
            ContainerRecord record = new ContainerRecord(
                    id,
                    name,
                    Instant.now(),
                    image.id().toString(),
                    SpecChecks.withLimits(resolved.spec(), limits.limits()),
                    resolved.command(),
                    resolved.environment(),
                    points,
                    ContainerStatus.created());
            store.save(record);
            return record;
        } catch (RuntimeException e) {
            undo(id, points, e);
            throw e;
        }
    }

    /** In the reverse order of making; the first failure is the one to tell. */
    private void undo(String id, List<ContainerView.MountPoint> points, RuntimeException cause) {
        try {
            store.delete(id);
            services.snapshots().remove(id);
            files.delete(id);
            removeAnonymousVolumes(points);
        } catch (EngineException e) {
            cause.addSuppressed(e);
        }
    }

    /** Deletes the volumes that were made up for these mounts. */
    void removeAnonymousVolumes(List<ContainerView.MountPoint> points) {
        for (ContainerView.MountPoint point : points) {
            if (point.type() == MountSpec.Type.VOLUME) {
                services.volumes()
                        .find(point.name())
                        .filter(v -> v.anonymous() && !usedByOthers(point.name()))
                        .ifPresent(v -> services.volumes().remove(v.name()));
            }
        }
    }

    private boolean usedByOthers(String volume) {
        return index.all().stream()
                .flatMap(c -> c.record().mounts().stream())
                .anyMatch(m -> m.type() == MountSpec.Type.VOLUME && m.name().equals(volume));
    }
}
