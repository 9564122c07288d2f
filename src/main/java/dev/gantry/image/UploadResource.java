package dev.gantry.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.docker.JsonStream;
import dev.gantry.docker.ProgressMessage;
import dev.gantry.session.CurrentUser;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Takes archives of any size: they go to the engine as they come, and what it says comes back line by line as JSON. */
@Path("/api/images")
@Tag(name = "Images")
@Consumes({"application/x-tar", MediaType.APPLICATION_OCTET_STREAM, "application/gzip", "application/x-gzip"})
@RunOnVirtualThread
public class UploadResource {
    @Inject
    Images images;

    @Inject
    CurrentUser current;

    @Inject
    ObjectMapper json;

    /** An archive of {@code docker save}. */
    @POST
    @Path("load")
    public Response load(@HeaderParam("Content-Length") @Nullable Long length, InputStream archive) {
        return progress(mine().load(archive, length == null ? -1 : length));
    }

    /** A root file system; {@code change} are Dockerfile instructions such as {@code CMD ["sh"]}. */
    @POST
    @Path("import")
    public Response importRootFs(
            @HeaderParam("Content-Length") @Nullable Long length,
            @QueryParam("name") @NotBlank String name,
            @QueryParam("change") List<String> changes,
            InputStream archive) {
        return progress(mine().importRootFs(archive, length == null ? -1 : length, name, changes));
    }

    private Response progress(JsonStream<ProgressMessage> messages) {
        StreamingOutput body = out -> copy(messages, out);
        return Response.ok(body)
                .type("application/x-ndjson")
                .header("Cache-Control", "no-store, no-transform")
                .build();
    }

    private void copy(JsonStream<ProgressMessage> messages, OutputStream out) throws IOException {
        try (messages) {
            for (Optional<ProgressMessage> next = messages.next(); next.isPresent(); next = messages.next()) {
                out.write(json.writeValueAsBytes(next.get()));
                out.write('\n');
                out.flush();
            }
        }
    }

    private ImageScope mine() {
        return images.visibleTo(current.user());
    }
}
