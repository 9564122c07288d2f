package dev.gantry.container;

import dev.gantry.docker.ContainerCreated;
import dev.gantry.docker.ContainerSpec;
import dev.gantry.docker.DockerException;
import dev.gantry.docker.EngineInfo;
import dev.gantry.docker.ImageSummary;
import dev.gantry.environment.Environments;
import dev.gantry.session.CurrentUser;
import dev.gantry.ui.Flash;
import dev.gantry.ui.Formats;
import dev.gantry.ui.Redirect;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** The form for a new container. */
@Path("/containers")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class CreatePages {
    private static final int UNPROCESSABLE = 422;

    @Inject
    Containers containers;

    @Inject
    Environments environments;

    @Inject
    CurrentUser current;

    @Inject
    Flash flash;

    /** The template {@code templates/container/create.html}. */
    @CheckedTemplate(basePath = "container")
    static class Templates {
        static native TemplateInstance create(CreateForm form, List<String> images, String imageHint, String cpuHint);
    }

    @GET
    @Path("new")
    public TemplateInstance form(@QueryParam("image") @DefaultValue("") String image) {
        return render(CreateForm.blank(image));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response create(MultivaluedMap<String, String> values) {
        CreateForm form = new CreateForm(values);
        ContainerSpec spec = form.spec();
        if (spec == null) {
            return again(form);
        }
        try {
            ContainerCreated created = containers.visibleTo(current.user()).create(spec);
            return start(created, form);
        } catch (DockerException e) {
            form.refused(e.getMessage());
            return again(form);
        }
    }

    /** The container exists now: one that cannot be started is shown with the reason, to be mended or removed. */
    private Response start(ContainerCreated created, CreateForm form) {
        String warnings = created.warnings().isEmpty() ? "" : ". " + String.join(". ", created.warnings());
        if (!form.is("start")) {
            flash.good("Created" + warnings);
            return Redirect.to("/containers/" + created.id());
        }
        try {
            containers.visibleTo(current.user()).start(created.id());
            flash.good("Created and started" + warnings);
        } catch (DockerException e) {
            flash.problem("It was created, but could not be started: " + e.getMessage());
        }
        return Redirect.to(
                "/containers/" + created.id() + (form.is("tty") && form.is("interactive") ? "/console" : "/logs"));
    }

    private Response again(CreateForm form) {
        return Response.status(UNPROCESSABLE)
                .entity(render(form))
                .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .build();
    }

    private TemplateInstance render(CreateForm form) {
        List<String> images = environments.local().images().list().stream()
                .map(ImageSummary::tags)
                .flatMap(List::stream)
                .sorted()
                .toList();
        EngineInfo engine = environments.local().system().info();
        return Templates.create(
                form,
                images,
                images.isEmpty()
                        ? "There are no images yet: import one first."
                        : Formats.counted(images.size(), "image name") + " to choose from.",
                "This machine has " + engine.cpus() + ".");
    }
}
