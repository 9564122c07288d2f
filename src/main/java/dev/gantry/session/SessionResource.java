package dev.gantry.session;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Signing in and out, and the first set-up, for programs. */
@Path("/api")
@Tag(name = "Session")
@RunOnVirtualThread
public class SessionResource {
    @Inject
    SignIn signIn;

    @Inject
    FirstRun firstRun;

    @Inject
    CurrentUser current;

    @Inject
    RoutingContext request;

    /** Name and password. */
    public record Credentials(
            @NotNull @Size(max = 64) String name,
            @NotNull @Size(max = 1024) String password) {}

    /** The code the server printed, and who to create. */
    public record FirstAdministrator(
            @NotNull @Size(max = 64) String code,
            @NotNull @Size(max = 64) String name,
            @NotNull @Size(max = 1024) String password) {}

    /** Who is signed in; writes by session must carry the token as X-CSRF-Token. */
    public record Who(String name, boolean administrator, String csrfToken) {}

    @POST
    @Path("session")
    public Response open(@Valid @NotNull Credentials credentials) {
        return opened(signIn.withPassword(credentials.name, credentials.password, request), 200);
    }

    @GET
    @Path("session")
    public Who show() {
        return new Who(current.user().name, current.user().administrator, current.csrfToken());
    }

    @DELETE
    @Path("session")
    public Response close() {
        return Response.noContent().cookie(signIn.out(request)).build();
    }

    @POST
    @Path("setup")
    public Response setUp(@Valid @NotNull FirstAdministrator first) {
        return opened(signIn.as(firstRun.setUp(first.code, first.name, first.password, request), request), 201);
    }

    private static Response opened(SignIn.SignedIn signedIn, int status) {
        Who who = new Who(
                signedIn.user().name,
                signedIn.user().administrator,
                Tokens.derive(signedIn.cookie().getValue(), "csrf"));
        return Response.status(status).entity(who).cookie(signedIn.cookie()).build();
    }
}
