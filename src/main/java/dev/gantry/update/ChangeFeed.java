package dev.gantry.update;

import dev.gantry.docker.DockerEvent;
import dev.gantry.environment.Reachability;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Set;

/** Turns what engines report into changes worth telling. */
@ApplicationScoped
public class ChangeFeed {
    /** What happens with a container without changing it. */
    private static final Set<String> PASSING = Set.of(
            "exec_create",
            "exec_start",
            "exec_die",
            "exec_detach",
            "attach",
            "detach",
            "resize",
            "top",
            "copy",
            "archive-path",
            "extract-to-dir",
            "export");

    @Inject
    Journal journal;

    @Inject
    StatsWatch stats;

    private boolean wasLost;

    void happened(@Observes DockerEvent event) {
        String verb = event.verb();
        if (event.type().equals("image")) {
            journal.add(new Change.ImagesChanged(event.objectId(), event));
        } else if (event.type().equals("container") && !PASSING.contains(verb)) {
            boolean gone = verb.equals("destroy");
            journal.add(
                    gone
                            ? new Change.ContainerRemoved(event.objectId(), event)
                            : new Change.ContainerChanged(event.objectId(), event));
            if (verb.equals("start")) {
                stats.started(event.objectId());
            }
        }
    }

    /** An engine that was away may have forgotten what happened meanwhile: tabs that saw it go look anew. */
    void reached(@Observes Reachability reachability) {
        if (reachability.reachable() && wasLost) {
            journal.breakOff();
            stats.reconnect();
        }
        wasLost = !reachability.reachable();
        journal.add(new Change.Reached(reachability));
    }
}
