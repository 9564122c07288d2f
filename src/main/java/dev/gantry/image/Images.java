package dev.gantry.image;

import dev.gantry.access.AccessPolicy;
import dev.gantry.environment.Environments;
import dev.gantry.user.User;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The images of the current environment. */
@ApplicationScoped
public class Images {
    @Inject
    Environments environments;

    @Inject
    AccessPolicy policy;

    /** What {@code user} may attempt; usable on any thread. */
    public ImageScope visibleTo(User user) {
        return new ImageScope(user, policy, environments.local());
    }
}
