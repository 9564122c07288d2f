package dev.gantry.session;

import dev.gantry.platform.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
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

/** One's own API tokens. A token's value is shown once, when it is made. */
@Path("/api/tokens")
@Tag(name = "Tokens")
@RunOnVirtualThread
public class TokenResource {
    @Inject
    CurrentUser current;

    /** What to call it. */
    public record NewToken(@NotBlank @Size(max = 64) String name) {}

    /** A token without its value. */
    public record TokenSummary(long id, String name, Instant created) {}

    /** A token just made. */
    public record CreatedToken(long id, String name, String token) {}

    @GET
    @Transactional
    public List<TokenSummary> list() {
        return ApiToken.listOf(current.user()).stream()
                .map(token -> new TokenSummary(token.id, token.name, token.created))
                .toList();
    }

    @POST
    @Transactional
    public Response create(@Valid @NotNull NewToken request) {
        if (ApiToken.isNameTaken(current.user(), request.name)) {
            throw new Problem(409, "You already have a token called " + request.name);
        }
        String value = ApiToken.PREFIX + Tokens.random();
        ApiToken token = new ApiToken(current.user(), request.name, value, Instant.now());
        token.persist();
        return Response.status(201)
                .entity(new CreatedToken(token.id, token.name, value))
                .build();
    }

    @DELETE
    @Path("{id}")
    @Transactional
    public void remove(long id) {
        ApiToken.findOf(current.user(), id)
                .orElseThrow(() -> new Problem(404, "You have no token with the id " + id))
                .delete();
    }
}
