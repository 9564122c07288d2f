package dev.gantry.environment;

import dev.gantry.docker.DockerClient;
import dev.gantry.docker.DockerEvent;
import dev.gantry.docker.DockerException;
import dev.gantry.docker.JsonStream;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one subscription to the events of the local environment's engine. Fires each event once as a CDI event, and a
 * {@link Reachability} whenever that changes. After a lost connection it asks for what it missed.
 */
@ApplicationScoped
public class EngineEvents {
    private static final Logger LOG = Logger.getLogger(EngineEvents.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LAST_RETRY = Duration.ofSeconds(10);
    private static final int REMEMBERED = 256;
    private static final long NANOS = 1_000_000_000L;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final LinkedHashSet<DockerEvent> seen = new LinkedHashSet<>();

    @Inject
    Environments environments;

    @Inject
    EmbeddedEngine engine;

    @Inject
    Event<DockerEvent> events;

    @Inject
    Event<Reachability> reachabilities;

    private volatile Reachability reachability = Reachability.no("The engine has not answered yet");
    private volatile @Nullable JsonStream<DockerEvent> stream;
    private long lastNano;

    void start(@Observes StartupEvent event) {
        Thread.ofVirtual().name("engine events").start(this::follow);
    }

    void stop(@Observes ShutdownEvent event) {
        stopped.countDown();
        JsonStream<DockerEvent> open = stream;
        if (open != null) {
            open.close();
        }
    }

    /** Whether the engine answers, as of its last sign of life. */
    public Reachability reachability() {
        return reachability;
    }

    private void follow() {
        Duration wait = FIRST_RETRY;
        do {
            try {
                read();
                wait = FIRST_RETRY;
                lost("The engine closed the connection");
            } catch (DockerException e) {
                lost(engine.reasonWhyOff().orElse(e.getMessage()));
                wait = wait.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? wait.multipliedBy(2) : LAST_RETRY;
            } catch (IOException e) {
                wait = FIRST_RETRY;
                lost("The connection to the engine broke: " + e.getMessage());
            }
        } while (!isStoppedWithin(wait));
    }

    private void read() throws IOException {
        DockerClient docker = environments.local();
        try (JsonStream<DockerEvent> open = docker.system().events(since())) {
            stream = open;
            change(Reachability.YES);
            for (Optional<DockerEvent> event = open.next(); event.isPresent(); event = open.next()) {
                take(event.get());
            }
        }
    }

    private void take(DockerEvent event) {
        if (!seen.add(event)) {
            return;
        }
        if (seen.size() > REMEMBERED) {
            seen.removeFirst();
        }
        lastNano = Math.max(lastNano, event.timeNano());
        events.fire(event);
    }

    private @Nullable String since() {
        return lastNano == 0 ? null : String.format("%d.%09d", lastNano / NANOS, lastNano % NANOS);
    }

    private void lost(String reason) {
        if (stopped.getCount() > 0) {
            change(Reachability.no(reason));
        }
    }

    private void change(Reachability now) {
        if (!now.equals(reachability)) {
            log(now);
            reachability = now;
            reachabilities.fire(now);
        }
    }

    /** An engine that is off has said so itself. */
    private void log(Reachability now) {
        if (now.reachable()) {
            LOG.info("The engine answers");
        } else if (engine.reasonWhyOff().isEmpty()) {
            LOG.warn(now.reason());
        }
    }

    private boolean isStoppedWithin(Duration wait) {
        try {
            return stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
