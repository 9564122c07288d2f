package dev.gantry.environment;

import dev.gantry.engine.Engine;
import dev.gantry.engine.EngineOptions;
import dev.gantry.engine.doctor.Doctor;
import dev.gantry.engine.doctor.Finding;
import dev.gantry.engine.error.EngineException;
import dev.gantry.platform.GantryConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The engine that runs within the server, as long as the machine and the settings let it. Without it the server works as
 * ever, and the environment {@link Environment#LOCAL} is out of reach for a reason it can tell.
 */
@ApplicationScoped
public class EmbeddedEngine {
    private static final Logger LOG = Logger.getLogger(EmbeddedEngine.class);

    @Inject
    GantryConfig config;

    private volatile @Nullable String reason;
    private @Nullable Engine engine;
    private @Nullable Thread starter;

    /** Starts it beside the server, which need not wait: pages show that the engine is not there yet. */
    void start(@Observes StartupEvent event) {
        if (config.engine().socket().isPresent()) {
            return;
        }
        if (!config.engine().enabled()) {
            switchOff("it is switched off by the setting gantry.engine.enabled");
            return;
        }
        // A platform thread: the engine's first steps are system calls that would pin a virtual one's carrier.
        starter = Thread.ofPlatform().name("engine start").start(this::open);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (starter != null) {
            starter.join();
        }
        if (engine != null) {
            engine.close();
        }
    }

    /** Why it does not run, as a sentence; empty when it does or is none of ours. */
    public Optional<String> reasonWhyOff() {
        return Optional.ofNullable(reason);
    }

    private void open() {
        List<Finding> obstacles = Doctor.check(config.dataRoot(), config.execRoot()).stream()
                .filter(Finding::prevents)
                .toList();
        if (!obstacles.isEmpty()) {
            obstacles.forEach(
                    obstacle -> switchOff(obstacle.subject() + ": " + obstacle.detail() + ", " + obstacle.remedy()));
            return;
        }
        try {
            engine = Engine.start(new EngineOptions(config.dataRoot(), config.execRoot(), config.engineSocket()));
        } catch (EngineException e) {
            LOG.debug("The engine's start failed", e);
            switchOff(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("The engine did not start", e);
            switchOff("it failed to start, the server's log says why");
        }
    }

    /** Several reasons are logged each, and the first is shown. */
    private void switchOff(@Nullable String why) {
        LOG.warnf("The engine is off: %s", why);
        if (reason == null) {
            reason = "The engine is off: " + why;
        }
    }
}
