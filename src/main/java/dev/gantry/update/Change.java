package dev.gantry.update;

import dev.gantry.docker.ContainerStats;
import dev.gantry.docker.DockerEvent;

/** Something that happened under a topic. */
public sealed interface Change {

    /** A container is new or differs; ask the engine for how it is now. */
    record ContainerChanged(String id, DockerEvent event) implements Change {}

    /** A container is gone. */
    record ContainerRemoved(String id) implements Change {}

    /** Images came, went or were renamed; {@code id} is what the engine's event names: an id or a reference. */
    record ImagesChanged(String id, DockerEvent event) implements Change {}

    /** A new sample of what a container uses. */
    record Sampled(String id, ContainerStats stats) implements Change {}
}
