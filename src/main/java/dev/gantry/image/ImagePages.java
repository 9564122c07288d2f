package dev.gantry.image;

import dev.gantry.container.ContainerView;
import dev.gantry.container.Containers;
import dev.gantry.docker.ContainerSummary;
import dev.gantry.docker.DockerException;
import dev.gantry.docker.ImageDetails;
import dev.gantry.docker.ImageHistoryEntry;
import dev.gantry.docker.ImageSummary;
import dev.gantry.session.CurrentUser;
import dev.gantry.ui.Flash;
import dev.gantry.ui.JsonTree;
import dev.gantry.ui.Redirect;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The list of images, the page of each one, and the form that imports more. */
@Path("/images")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class ImagePages {
    @Inject
    Images images;

    @Inject
    Containers containers;

    @Inject
    CurrentUser current;

    @Inject
    Flash flash;

    /** A step an image was made in. */
    public record Step(String what, Instant created, long size) {}

    /** The templates below {@code templates/image}. */
    @CheckedTemplate(basePath = "image")
    static class Templates {
        static native TemplateInstance index(List<ImageView> images, long total, String query);

        static native TemplateInstance show(
                ImagePage page,
                String tab,
                List<ContainerView> containers,
                List<Step> history,
                @Nullable JsonTree tree,
                String json);

        static native TemplateInstance upload();

        static native TemplateInstance remove(
                String title,
                String id,
                String name,
                List<String> tags,
                List<ContainerView> users,
                long size,
                boolean forceable);
    }

    @GET
    public TemplateInstance index(@QueryParam("q") @DefaultValue("") String query) {
        Map<String, Long> used = containers.visibleTo(current.user()).list(true).stream()
                .collect(Collectors.groupingBy(ContainerSummary::imageId, Collectors.counting()));
        List<ImageSummary> all = scope().list();
        List<ImageView> found = all.stream()
                .map(image -> ImageView.of(image, used.getOrDefault(image.id(), 0L)))
                .filter(image -> image.searchText().contains(query.toLowerCase(Locale.ROOT)))
                .sorted(Comparator.comparing(ImageView::created).reversed())
                .toList();
        return Templates.index(found, found.stream().mapToLong(ImageView::size).sum(), query);
    }

    @GET
    @Path("import")
    public TemplateInstance upload() {
        return Templates.upload();
    }

    /** Where a finished import leads: to the new image, or to the list when it has no name to find it by. */
    @GET
    @Path("imported")
    public Response imported(@QueryParam("name") @DefaultValue("") String name) {
        flash.good(name.isEmpty() ? "Imported" : "Imported " + name);
        try {
            return name.isEmpty()
                    ? Redirect.to("/images")
                    : Redirect.to("/images/" + new ImagePage(scope().inspect(name)).shortId());
        } catch (DockerException e) {
            return Redirect.to("/images");
        }
    }

    @GET
    @Path("{id}")
    public TemplateInstance show(@PathParam("id") String id) {
        ImageDetails details = scope().inspect(id);
        return Templates.show(new ImagePage(details), "overview", users(details), steps(details), null, "");
    }

    @GET
    @Path("{id}/inspect")
    public TemplateInstance inspect(@PathParam("id") String id) {
        ImageDetails details = scope().inspect(id);
        return Templates.show(
                new ImagePage(details),
                "inspect",
                List.of(),
                List.of(),
                JsonTree.of(details.raw()),
                JsonTree.pretty(details.raw()));
    }

    @POST
    @Path("{id}/tag")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response tag(@PathParam("id") String id, @FormParam("tag") String tag) {
        try {
            scope().tag(id, tag);
            flash.good("Named " + tag.trim());
        } catch (DockerException e) {
            flash.problem("It could not be named " + tag + ": " + e.getMessage());
        }
        return Redirect.to("/images/" + id);
    }

    @POST
    @Path("{id}/untag")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response untag(@PathParam("id") String id, @FormParam("tag") String tag) {
        try {
            scope().remove(tag, false);
            flash.good("Took the name " + tag + " away");
        } catch (DockerException e) {
            flash.problem("The name " + tag + " could not be taken away: " + e.getMessage());
        }
        return Redirect.to("/images/" + id);
    }

    @GET
    @Path("{id}/remove")
    public TemplateInstance ask(@PathParam("id") String id) {
        ImageDetails details = scope().inspect(id);
        ImagePage page = new ImagePage(details);
        return Templates.remove(
                "Remove " + page.name(),
                page.shortId(),
                page.name(),
                page.tags(),
                users(details),
                page.size(),
                page.tags().size() > 1);
    }

    @POST
    @Path("{id}/remove")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response remove(@PathParam("id") String id, @FormParam("force") boolean force) {
        try {
            scope().remove(id, force);
            flash.good("Removed the image");
        } catch (DockerException e) {
            flash.problem("The image was not removed: " + e.getMessage());
            return Redirect.to("/images/" + id);
        }
        return Redirect.to("/images");
    }

    private List<ContainerView> users(ImageDetails image) {
        return containers.visibleTo(current.user()).list(true).stream()
                .filter(container -> container.imageId().equals(image.id()))
                .map(ContainerView::of)
                .toList();
    }

    private List<Step> steps(ImageDetails image) {
        return scope().history(image.id()).stream().map(ImagePages::step).toList();
    }

    private static Step step(ImageHistoryEntry entry) {
        String made = entry.createdBy().isEmpty() ? entry.comment() : entry.createdBy();
        return new Step(made.isEmpty() ? "not recorded" : made, Instant.ofEpochSecond(entry.created()), entry.size());
    }

    private ImageScope scope() {
        return images.visibleTo(current.user());
    }
}
