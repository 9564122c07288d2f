package dev.gantry.container;

import dev.gantry.access.AccessPolicy;
import dev.gantry.environment.Environments;
import dev.gantry.user.User;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The containers of the current environment. */
@ApplicationScoped
public class Containers {
    @Inject
    Environments environments;

    @Inject
    AccessPolicy policy;

    /** What {@code user} may attempt; usable on any thread. */
    public ContainerScope visibleTo(User user) {
        return new ContainerScope(user, policy, environments.local());
    }
}
