package dev.gantry.image;

import dev.gantry.docker.ImageDetails;
import dev.gantry.docker.ImageHistoryEntry;
import dev.gantry.docker.ImageRemoval;
import dev.gantry.docker.ImageSummary;
import dev.gantry.session.CurrentUser;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Images, for programs. An image is named by {@code ?name=}, an id or a reference, since references contain slashes. */
@Path("/api/images")
@Tag(name = "Images")
@RunOnVirtualThread
public class ImageResource {
    @Inject
    Images images;

    @Inject
    CurrentUser current;

    /** One more name for an image. */
    public record NewTag(@NotBlank String image, @NotBlank String reference) {}

    @GET
    public List<ImageSummary> list() {
        return mine().list();
    }

    @GET
    @Path("one")
    public ImageDetails show(@QueryParam("name") @NotBlank String name) {
        return mine().inspect(name);
    }

    @GET
    @Path("history")
    public List<ImageHistoryEntry> history(@QueryParam("name") @NotBlank String name) {
        return mine().history(name);
    }

    @POST
    @Path("tags")
    public Response tag(@Valid @NotNull NewTag tag) {
        mine().tag(tag.image, tag.reference);
        return Response.status(201).build();
    }

    @DELETE
    public List<ImageRemoval> remove(@QueryParam("name") @NotBlank String name, @QueryParam("force") boolean force) {
        return mine().remove(name, force);
    }

    private ImageScope mine() {
        return images.visibleTo(current.user());
    }
}
