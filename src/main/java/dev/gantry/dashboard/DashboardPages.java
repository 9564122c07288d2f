package dev.gantry.dashboard;

import dev.gantry.container.ContainerView;
import dev.gantry.container.Containers;
import dev.gantry.docker.DockerException;
import dev.gantry.environment.EngineEvents;
import dev.gantry.environment.Environments;
import dev.gantry.environment.Reachability;
import dev.gantry.event.RecentEvents;
import dev.gantry.image.Images;
import dev.gantry.session.CurrentUser;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;

/** The first page, and what the palette finds. */
@Path("/")
@RunOnVirtualThread
public class DashboardPages {
    private static final int EVENTS = 8;

    @Inject
    Environments environments;

    @Inject
    Containers containers;

    @Inject
    Images images;

    @Inject
    EngineEvents engineEvents;

    @Inject
    RecentEvents events;

    @Inject
    CurrentUser current;

    /** Something to go to. */
    public record Destination(String label, String kind, String note, String href) {}

    /** The templates below {@code templates/dashboard}. */
    @CheckedTemplate(basePath = "dashboard")
    static class Templates {
        static native TemplateInstance index(DashboardPage page);
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance index() {
        return Templates.index(page());
    }

    private DashboardPage page() {
        try {
            return new DashboardPage(
                    environments.local().system().info(),
                    "",
                    containers.visibleTo(current.user()).list(true).stream()
                            .map(ContainerView::of)
                            .toList(),
                    images.visibleTo(current.user()).list(),
                    events.latest(EVENTS));
        } catch (DockerException e) {
            if (!e.isUnreachable()) {
                throw e;
            }
            Reachability reachability = engineEvents.reachability();
            return DashboardPage.unreachable(reachability.reachable() ? e.getMessage() : reachability.reason());
        }
    }

    @GET
    @Path("palette")
    @Produces(MediaType.APPLICATION_JSON)
    public List<Destination> palette() {
        List<Destination> found = new ArrayList<>();
        containers.visibleTo(current.user()).list(true).stream()
                .map(ContainerView::of)
                .forEach(container -> found.add(new Destination(
                        container.name(),
                        "Container",
                        container.word().toLowerCase(java.util.Locale.ROOT),
                        "/containers/" + container.id())));
        images.visibleTo(current.user()).list().forEach(image -> {
            for (String tag : image.tags()) {
                found.add(new Destination(tag, "Image", "", "/images/" + image.shortId()));
            }
        });
        found.add(new Destination("New container", "Action", "", "/containers/new"));
        found.add(new Destination("Import an image", "Action", "", "/images/import"));
        return found;
    }
}
