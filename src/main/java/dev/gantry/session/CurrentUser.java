package dev.gantry.session;

import dev.gantry.platform.Problem;
import dev.gantry.user.User;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;

/** Who asks. In templates {@code {inject:current.user.name}}. Only within a request; hand the {@link User} to other threads. */
@RequestScoped
@Named("current")
public class CurrentUser {
    @Inject
    RoutingContext request;

    /** Whoever the gate let in; it lets nobody else near anything that needs one. */
    public User user() {
        return find().orElseThrow(() -> new Problem(401, "Sign in first"));
    }

    /** Empty on the pages that are open to everybody. */
    public Optional<User> find() {
        return caller().map(Caller::user);
    }

    /** The token that writes from this session must carry; empty without a session. */
    public String csrfToken() {
        return caller().map(Caller::csrfToken).orElse("");
    }

    private Optional<Caller> caller() {
        return Optional.ofNullable(request.get(Caller.KEY));
    }
}
