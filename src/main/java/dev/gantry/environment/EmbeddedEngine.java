package dev.gantry.environment;

import dev.gantry.platform.GantryConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The engine that runs within the server, as long as this machine and the settings let it. */
@ApplicationScoped
public class EmbeddedEngine {
    private static final Logger LOG = Logger.getLogger(EmbeddedEngine.class);

    @Inject
    GantryConfig config;

    private volatile @Nullable String reason;

    /** Why it is switched off, as a sentence; empty when it runs or is none of ours. */
    public Optional<String> reasonWhyOff() {
        return Optional.ofNullable(reason);
    }
}
