package dev.gantry.session;

import dev.gantry.platform.Problem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** First run, signing in and signing out. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class SessionPages {
    @Inject
    SignIn signIn;

    @Inject
    FirstRun firstRun;

    @Inject
    RoutingContext request;

    /** The templates below {@code templates/session}. */
    @CheckedTemplate(basePath = "session")
    static class Templates {
        static native TemplateInstance setup(String code, String name, String problem);

        static native TemplateInstance login(String next, String name, String problem);
    }

    @GET
    @Path("setup")
    public Object setup(@QueryParam("code") @DefaultValue("") String code) {
        return firstRun.isOpen()
                ? Templates.setup(code, "", "")
                : Response.seeOther(URI.create("/login")).build();
    }

    @POST
    @Path("setup")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response setUp(
            @FormParam("code") @DefaultValue("") String code,
            @FormParam("name") @DefaultValue("") String name,
            @FormParam("password") @DefaultValue("") String password) {
        try {
            return enter(signIn.as(firstRun.setUp(code, name.trim(), password, request), request), "/");
        } catch (Problem problem) {
            return again(problem, Templates.setup(code, name, problem.getMessage()));
        }
    }

    @GET
    @Path("login")
    public Object login(@QueryParam("next") @DefaultValue("/") String next) {
        return firstRun.isOpen()
                ? Response.seeOther(URI.create("/setup")).build()
                : Templates.login(SignIn.localPath(next), "", "");
    }

    @POST
    @Path("login")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response logIn(
            @FormParam("name") @DefaultValue("") String name,
            @FormParam("password") @DefaultValue("") String password,
            @FormParam("next") @DefaultValue("/") String next) {
        try {
            return enter(signIn.withPassword(name.trim(), password, request), SignIn.localPath(next));
        } catch (Problem problem) {
            return again(problem, Templates.login(SignIn.localPath(next), name, problem.getMessage()));
        }
    }

    @POST
    @Path("logout")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response logOut() {
        return Response.seeOther(URI.create("/login"))
                .cookie(signIn.out(request))
                .build();
    }

    private static Response enter(SignIn.SignedIn signedIn, String next) {
        return Response.seeOther(URI.create(next)).cookie(signedIn.cookie()).build();
    }

    private static Response again(Problem problem, TemplateInstance page) {
        return Response.status(problem.status())
                .entity(page)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .build();
    }
}
