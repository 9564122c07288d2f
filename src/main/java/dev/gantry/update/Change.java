package dev.gantry.update;

import dev.gantry.docker.ContainerStats;
import dev.gantry.docker.DockerEvent;
import dev.gantry.environment.Reachability;

/** Something that happened under a topic. */
public sealed interface Change {

    /** A container is new or differs; ask the engine for how it is now. */
    record ContainerChanged(String id, DockerEvent event) implements Change {}

    /** A container is gone. */
    record ContainerRemoved(String id, DockerEvent event) implements Change {}

    /** Images came, went or were renamed; {@code id} is what the engine's event names: an id or a reference. */
    record ImagesChanged(String id, DockerEvent event) implements Change {}

    /** A new sample of what a container uses. */
    record Sampled(String id, ContainerStats stats) implements Change {}

    /** The engine answers again, or no longer. Told by the stream itself; no topic concerns it. */
    record Reached(Reachability reachability) implements Change {}

    /** Whether somebody who watches {@code topic} wants to know. */
    default boolean concerns(Topic topic) {
        return switch (topic.kind()) {
            case CONTAINERS -> this instanceof ContainerChanged || this instanceof ContainerRemoved;
            case CONTAINER ->
                switch (this) {
                    case ContainerChanged changed -> changed.id.equals(topic.id());
                    case ContainerRemoved removed -> removed.id.equals(topic.id());
                    case ImagesChanged images -> false;
                    case Sampled sampled -> false;
                    case Reached reached -> false;
                };
            case IMAGES -> this instanceof ImagesChanged;
            case STATS -> this instanceof Sampled sampled && sampled.id.equals(topic.id());
        };
    }
}
