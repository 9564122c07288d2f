package dev.gantry.environment;

import dev.gantry.docker.DockerClient;
import dev.gantry.docker.DockerEndpoint;
import dev.gantry.platform.GantryConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The environments and the clients of their engines. */
@ApplicationScoped
public class Environments {
    private final DockerClient local;

    @Inject
    public Environments(GantryConfig config) {
        this.local = new DockerClient(new DockerEndpoint(config.engineSocket()));
    }

    /** The engine of the environment {@link Environment#LOCAL}. */
    public DockerClient local() {
        return local;
    }
}
