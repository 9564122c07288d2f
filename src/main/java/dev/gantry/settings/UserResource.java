package dev.gantry.settings;

import dev.gantry.access.AccessPolicy;
import dev.gantry.access.Authorization;
import dev.gantry.session.CurrentUser;
import dev.gantry.user.User;
import dev.gantry.user.Users;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** People, for programs of administrators. */
@Path("/api/users")
@Tag(name = "Users")
@RunOnVirtualThread
public class UserResource {
    @Inject
    CurrentUser current;

    @Inject
    AccessPolicy policy;

    @Inject
    Users users;

    /** Somebody without their password. */
    public record UserSummary(long id, String name, boolean administrator, Instant created) {
        static UserSummary of(User user) {
            return new UserSummary(user.id, user.name, user.administrator, user.created);
        }
    }

    /** Somebody to create. */
    public record NewUser(
            @NotNull @Size(max = 64) String name,
            @NotNull @Size(max = 1024) String password,
            boolean administrator) {}

    @GET
    @Transactional
    public List<UserSummary> list() {
        policy.require(current.user(), Authorization.USER_MANAGE);
        return User.listByName().stream().map(UserSummary::of).toList();
    }

    @POST
    public Response create(@Valid @NotNull NewUser user) {
        policy.require(current.user(), Authorization.USER_MANAGE);
        UserSummary created = UserSummary.of(users.create(user.name, user.password, user.administrator));
        return Response.status(201).entity(created).build();
    }

    @DELETE
    @Path("{id}")
    public void remove(long id) {
        policy.require(current.user(), Authorization.USER_MANAGE);
        users.remove(id);
    }
}
