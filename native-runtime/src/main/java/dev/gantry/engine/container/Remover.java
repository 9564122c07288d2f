package dev.gantry.engine.container;

import dev.gantry.engine.error.EngineException;

/** Removes containers that do not run. The record goes first: what a crash then leaves is swept at start. */
final class Remover {
    private final ContainerServices services;
    private final ContainerIndex index;
    private final ContainerStore store;
    private final ContainerFiles files;
    private final ContainerEvents events;
    private final ContainerCreator creator;

    Remover(
            ContainerServices services,
            ContainerIndex index,
            ContainerStore store,
            ContainerFiles files,
            ContainerEvents events,
            ContainerCreator creator) {
        this.services = services;
        this.index = index;
        this.store = store;
        this.files = files;
        this.events = events;
        this.creator = creator;
    }

    void remove(Container container, boolean volumes) {
        container.lock.lock();
        try {
            if (container.removed().isDone()) {
                throw EngineException.notFound("No such container: " + container.id());
            }
            if (container.status().state().isAlive()) {
                throw EngineException.conflict("cannot remove container \"/"
                        + container.record().name()
                        + "\": container is running: stop the container before removing or force remove");
            }
            container.setPendingRestart(null);
            ContainerRecord record = container.record();
            ExitStatus last = new ExitStatus(record.status().exitCode(), "");
            store.delete(container.id());
            index.remove(container);
            services.snapshots().remove(container.id());
            files.delete(container.id());
            if (volumes) {
                creator.removeAnonymousVolumes(record.mounts());
            }
            events.publish(record, "destroy");
            container.completeRemoval(last);
        } finally {
            container.lock.unlock();
        }
    }
}
