package dev.gantry.container;

import dev.gantry.docker.ContainerCreated;
import dev.gantry.docker.ContainerDetails;
import dev.gantry.docker.ContainerSpec;
import dev.gantry.docker.ContainerSummary;
import dev.gantry.docker.ProcessTable;
import dev.gantry.session.CurrentUser;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Containers, for programs. A container is named by id, the beginning of one, or name. */
@Path("/api/containers")
@Tag(name = "Containers")
@RunOnVirtualThread
public class ContainerResource {
    @Inject
    Containers containers;

    @Inject
    CurrentUser current;

    /** A new name. */
    public record Name(@NotNull String name) {}

    /** The running ones, or all. */
    @GET
    public List<ContainerSummary> list(@QueryParam("all") boolean all) {
        return mine().list(all);
    }

    @POST
    public Response create(@Valid @NotNull ContainerSpec spec) {
        ContainerCreated created = mine().create(spec);
        return Response.created(URI.create("/api/containers/" + created.id()))
                .entity(created)
                .build();
    }

    @GET
    @Path("{id}")
    public ContainerDetails show(String id) {
        return mine().inspect(id);
    }

    @DELETE
    @Path("{id}")
    public void remove(String id, @QueryParam("force") boolean force, @QueryParam("volumes") boolean volumes) {
        mine().remove(id, force, volumes);
    }

    @POST
    @Path("{id}/start")
    public void start(String id) {
        mine().start(id);
    }

    /** {@code seconds} until it is killed; its own setting when not given. */
    @POST
    @Path("{id}/stop")
    public void stop(String id, @QueryParam("seconds") @PositiveOrZero @Nullable Integer seconds) {
        mine().stop(id, seconds);
    }

    @POST
    @Path("{id}/restart")
    public void restart(String id, @QueryParam("seconds") @PositiveOrZero @Nullable Integer seconds) {
        mine().restart(id, seconds);
    }

    /** {@code signal} by name or number, SIGKILL when not given. */
    @POST
    @Path("{id}/kill")
    public void kill(String id, @QueryParam("signal") @Nullable String signal) {
        mine().kill(id, signal);
    }

    @POST
    @Path("{id}/pause")
    public void pause(String id) {
        mine().pause(id);
    }

    @POST
    @Path("{id}/unpause")
    public void unpause(String id) {
        mine().unpause(id);
    }

    @PUT
    @Path("{id}/name")
    public void rename(String id, @Valid @NotNull Name name) {
        mine().rename(id, name.name);
    }

    @GET
    @Path("{id}/processes")
    public ProcessTable processes(String id) {
        return mine().top(id);
    }

    private ContainerScope mine() {
        return containers.visibleTo(current.user());
    }
}
