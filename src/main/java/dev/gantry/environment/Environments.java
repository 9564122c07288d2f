package dev.gantry.environment;

import dev.gantry.docker.DockerClient;
import dev.gantry.docker.DockerEndpoint;
import dev.gantry.platform.GantryConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/** The environments and the clients of their engines. */
@ApplicationScoped
public class Environments {
    private final DockerClient local;

    @Inject
    public Environments(GantryConfig config) {
        this.local = new DockerClient(new DockerEndpoint(config.engineSocket()));
    }

    /** Writes down where the local engine is, the first time and whenever the settings moved it. */
    @Transactional
    void start(@Observes StartupEvent event) {
        String url = local.endpoint().url();
        Optional<Environment> known = Environment.findByName(Environment.LOCAL);
        if (known.isEmpty()) {
            new Environment(Environment.LOCAL, url, Instant.now()).persist();
        } else {
            known.get().endpoint = url;
        }
    }

    /** The engine of the environment {@link Environment#LOCAL}. */
    public DockerClient local() {
        return local;
    }
}
