package dev.gantry.access;

import dev.gantry.platform.Problem;
import dev.gantry.user.User;
import jakarta.enterprise.context.ApplicationScoped;

/** Decides who may do what. Every operation on behalf of a person asks here, and nowhere else. */
@ApplicationScoped
public class AccessPolicy {

    /** Whether {@code user} may; administrators may everything, others nothing. */
    public boolean allows(User user, Authorization authorization) {
        return user.administrator;
    }

    /**
     * Passes when {@code user} may.
     *
     * @throws Problem 403 otherwise, saying what is missing
     */
    public void require(User user, Authorization authorization) {
        if (!allows(user, authorization)) {
            throw new Problem(
                    403, user.name + " may not " + authorization.words() + ": ask an administrator for the right");
        }
    }
}
