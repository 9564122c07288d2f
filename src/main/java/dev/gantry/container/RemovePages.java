package dev.gantry.container;

import dev.gantry.docker.ContainerDetails;
import dev.gantry.docker.ContainerSummary;
import dev.gantry.docker.DockerException;
import dev.gantry.docker.MountPoint;
import dev.gantry.platform.Problem;
import dev.gantry.session.CurrentUser;
import dev.gantry.ui.Flash;
import dev.gantry.ui.Formats;
import dev.gantry.ui.Redirect;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;

/** Removing and renaming: asked first, with what will be lost, then done. */
@Path("/containers")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class RemovePages {
    @Inject
    Containers containers;

    @Inject
    CurrentUser current;

    @Inject
    Flash flash;

    /** Something that will be lost. */
    public record Loss(String what, String detail) {}

    /** The templates that ask. */
    @CheckedTemplate(basePath = "container")
    static class Templates {
        static native TemplateInstance remove(
                String title,
                String action,
                String back,
                List<ContainerView> containers,
                long running,
                long volumes,
                List<Loss> lost);

        static native TemplateInstance rename(String title, String id, String value, String problem);
    }

    @GET
    @Path("{id}/remove")
    public TemplateInstance ask(@PathParam("id") String id) {
        ContainerDetails details = scope().inspect(id);
        return ask(List.of(view(details.id())), "/containers/" + details.id());
    }

    @POST
    @Path("bulk/remove")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public TemplateInstance askForSeveral(@FormParam("id") List<String> ids) {
        if (ids.isEmpty()) {
            throw new Problem(400, "Select the containers to remove first");
        }
        return ask(ids.stream().map(this::view).toList(), "/containers");
    }

    @POST
    @Path("removal")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response remove(@FormParam("id") List<String> ids, @FormParam("volumes") boolean volumes) {
        List<String> failures = new ArrayList<>();
        for (String id : ids) {
            try {
                scope().remove(id, true, volumes);
            } catch (DockerException e) {
                failures.add(e.getMessage());
            }
        }
        if (failures.isEmpty()) {
            flash.good("Removed " + Formats.counted(ids.size(), "container"));
        } else {
            flash.problem("Not removed: " + String.join("; ", failures));
        }
        return Redirect.to("/containers");
    }

    @GET
    @Path("{id}/rename")
    public TemplateInstance rename(@PathParam("id") String id) {
        ContainerDetails details = scope().inspect(id);
        return Templates.rename("Rename " + details.plainName(), details.id(), details.plainName(), "");
    }

    @POST
    @Path("{id}/rename")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Object rename(@PathParam("id") String id, @FormParam("name") String name) {
        ContainerDetails details = scope().inspect(id);
        try {
            scope().rename(details.id(), name.trim());
        } catch (DockerException e) {
            return Templates.rename("Rename " + details.plainName(), details.id(), name, e.getMessage());
        }
        flash.good("Renamed to " + name.trim());
        return Redirect.to("/containers/" + details.id());
    }

    private TemplateInstance ask(List<ContainerView> chosen, String back) {
        List<Loss> lost = new ArrayList<>();
        long volumes = 0;
        for (ContainerView container : chosen) {
            lost.add(new Loss(container.name(), "created " + Formats.ago(container.created())));
            for (MountPoint mount : scope().inspect(container.id()).mounts()) {
                boolean unnamed = mount.type().equals("volume") && mount.name().matches("[0-9a-f]{64}");
                volumes += unnamed ? 1 : 0;
            }
        }
        lost.add(new Loss("What was written inside, and the log", "not what is mounted"));
        String title =
                chosen.size() == 1 ? "Remove " + chosen.getFirst().name() : "Remove " + chosen.size() + " containers";
        long running = chosen.stream().filter(ContainerView::isRunning).count();
        return Templates.remove(title, "/containers/removal", back, chosen, running, volumes, lost);
    }

    private ContainerView view(String id) {
        ContainerSummary summary =
                scope().find(id).orElseThrow(() -> new Problem(404, "There is no container " + id + " any more"));
        return ContainerView.of(summary);
    }

    private ContainerScope scope() {
        return containers.visibleTo(current.user());
    }
}
