package dev.gantry.container;

import dev.gantry.docker.ContainerDetails;
import dev.gantry.docker.DockerException;
import dev.gantry.platform.Problem;
import dev.gantry.session.CurrentUser;
import dev.gantry.ui.Flash;
import dev.gantry.ui.Formats;
import dev.gantry.ui.Redirect;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What the buttons of lists and pages do: each is a form's POST that leads back to where it was, with a word about it. */
@Path("/containers")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class ContainerActions {
    @Inject
    Containers containers;

    @Inject
    CurrentUser current;

    @Inject
    Flash flash;

    @POST
    @Path("{id}/{verb:start|stop|restart|kill|pause|unpause}")
    public Response act(
            @PathParam("id") String id, @PathParam("verb") String verb, @FormParam("back") @Nullable String back) {
        ContainerDetails before = scope().inspect(id);
        try {
            operation(verb).accept(scope(), before.id());
            flash.good(done(verb) + " " + before.plainName());
        } catch (DockerException e) {
            flash.problem(before.plainName() + " could not be " + done(verb).toLowerCase(java.util.Locale.ROOT) + ": "
                    + e.getMessage());
        }
        return Redirect.back(back, "/containers/" + before.id());
    }

    @POST
    @Path("bulk")
    public Response bulk(
            @FormParam("id") List<String> ids,
            @FormParam("verb") @Nullable String verb,
            @FormParam("back") @Nullable String back) {
        if (verb == null || !List.of("start", "stop", "restart").contains(verb)) {
            throw new Problem(400, "Say what to do with the selected containers: start, stop or restart");
        }
        List<String> failures = new ArrayList<>();
        for (String id : ids) {
            try {
                operation(verb).accept(scope(), id);
            } catch (DockerException e) {
                failures.add(e.getMessage());
            }
        }
        report(done(verb), ids.size(), failures);
        return Redirect.back(back, "/containers");
    }

    /** Says how many went well and how the others failed. */
    void report(String done, int count, List<String> failures) {
        if (failures.isEmpty()) {
            flash.good(done + " " + Formats.counted(count, "container"));
        } else {
            flash.problem(failures.size() + " of " + Formats.counted(count, "container") + " failed: "
                    + String.join("; ", failures));
        }
    }

    private ContainerScope scope() {
        return containers.visibleTo(current.user());
    }

    private static BiConsumer<ContainerScope, String> operation(String verb) {
        return switch (verb) {
            case "start" -> ContainerScope::start;
            case "stop" -> (scope, id) -> scope.stop(id, null);
            case "restart" -> (scope, id) -> scope.restart(id, null);
            case "kill" -> (scope, id) -> scope.kill(id, null);
            case "pause" -> ContainerScope::pause;
            default -> ContainerScope::unpause;
        };
    }

    private static String done(String verb) {
        return switch (verb) {
            case "start" -> "Started";
            case "stop" -> "Stopped";
            case "restart" -> "Restarted";
            case "kill" -> "Killed";
            case "pause" -> "Paused";
            default -> "Resumed";
        };
    }
}
