package dev.gantry.update;

import dev.gantry.access.AccessPolicy;
import dev.gantry.access.Authorization;
import dev.gantry.environment.EngineEvents;
import dev.gantry.platform.EventStream;
import dev.gantry.session.Callers;
import dev.gantry.session.CurrentUser;
import dev.gantry.user.User;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The one stream of updates that a tab keeps open. */
@Path("/events")
@RunOnVirtualThread
public class UpdateStream {
    /** Tells the numbers of this run of the server from those of another. */
    static final String RUN = UUID.randomUUID().toString().substring(0, 8);

    @Inject
    CurrentUser current;

    @Inject
    Callers callers;

    @Inject
    AccessPolicy policy;

    @Inject
    EngineEvents engine;

    @Inject
    Journal journal;

    @Inject
    StatsWatch stats;

    @Inject
    Instance<FragmentRenderer> renderers;

    @Inject
    RoutingContext request;

    /** Opens the stream. */
    @GET
    @Operation(hidden = true)
    public Response open(
            @QueryParam("topics") @NotBlank String topics, @HeaderParam("Last-Event-ID") @Nullable String lastEventId) {
        User viewer = current.user();
        List<Topic> watched = Topic.parseAll(topics);
        watched.forEach(topic -> policy.require(viewer, needed(topic)));
        long from = lastEventId == null ? journal.last() : number(lastEventId);
        Tab tab = new Tab(viewer, watched, renderers.stream().toList(), journal, from);
        List<String> sampled = watched.stream()
                .filter(topic -> topic.kind() == Topic.Kind.STATS)
                .map(Topic::id)
                .toList();
        RoutingContext context = request;
        Response response = EventStream.of(out -> {
            Thread writer = Thread.currentThread();
            context.addEndHandler(ended -> writer.interrupt());
            stats.join(sampled);
            try {
                tab.run(out, engine.reachability(), () -> callers.isStillKnown(context.request()));
            } finally {
                stats.leave(sampled);
            }
        });
        return response;
    }

    /** −1, which is never complete, for what another run of the server or nobody has numbered. */
    private static long number(String eventId) {
        String prefix = RUN + "-";
        boolean ours =
                eventId.startsWith(prefix) && eventId.substring(prefix.length()).matches("\\d{1,18}");
        return ours ? Long.parseLong(eventId.substring(prefix.length())) : -1;
    }

    private static Authorization needed(Topic topic) {
        return switch (topic.kind()) {
            case CONTAINERS, CONTAINER -> Authorization.CONTAINER_VIEW;
            case IMAGES -> Authorization.IMAGE_VIEW;
            case STATS -> Authorization.CONTAINER_LOGS;
        };
    }
}
