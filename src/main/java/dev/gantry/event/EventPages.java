package dev.gantry.event;

import dev.gantry.access.AccessPolicy;
import dev.gantry.access.Authorization;
import dev.gantry.session.CurrentUser;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The list of what happened. Its address is not /events, which is the stream that tabs listen to. */
@Path("/history")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class EventPages {
    private static final int MOST = 500;

    @Inject
    RecentEvents events;

    @Inject
    AccessPolicy policy;

    @Inject
    CurrentUser current;

    /** The templates below {@code templates/event}. */
    @CheckedTemplate(basePath = "event")
    static class Templates {
        static native TemplateInstance index(List<EventView> events);
    }

    @GET
    public TemplateInstance index() {
        policy.require(current.user(), Authorization.CONTAINER_VIEW);
        return Templates.index(events.latest(MOST));
    }
}
