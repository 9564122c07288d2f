package dev.gantry.event;

import dev.gantry.docker.DockerEvent;
import dev.gantry.docker.DockerException;
import dev.gantry.docker.JsonStream;
import dev.gantry.environment.Environments;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/** What happened lately, as far as the engine remembers. */
@ApplicationScoped
public class RecentEvents {
    private static final Duration SPAN = Duration.ofHours(24);

    @Inject
    Environments environments;

    /** At most {@code most}, the latest first. */
    public List<EventView> latest(int most) {
        Instant now = Instant.now();
        ArrayDeque<EventView> events = new ArrayDeque<>();
        try (JsonStream<DockerEvent> stream = environments.local().system().eventsBetween(now.minus(SPAN), now)) {
            for (Optional<DockerEvent> event = stream.next(); event.isPresent(); event = stream.next()) {
                EventView.of(event.get()).ifPresent(events::addFirst);
                if (events.size() > most) {
                    events.removeLast();
                }
            }
        } catch (IOException e) {
            throw DockerException.unreachable("The engine stopped telling its events: " + e.getMessage(), e);
        }
        return List.copyOf(events);
    }
}
