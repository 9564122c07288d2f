package dev.gantry.container;

import dev.gantry.docker.ContainerDetails;
import dev.gantry.docker.ContainerSummary;
import dev.gantry.docker.DockerException;
import dev.gantry.docker.ProcessTable;
import dev.gantry.platform.Problem;
import dev.gantry.session.CurrentUser;
import dev.gantry.ui.JsonTree;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The list of containers and the pages of each one. What they do is in {@link ContainerActions}. */
@Path("/containers")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class ContainerPages {
    private static final int TAIL = 12;
    private static final int LOG_WITHOUT_SCRIPT = 1000;
    private static final List<String> SHELLS =
            List.of("/bin/sh", "/bin/bash", "/bin/ash", "/usr/bin/python3", "redis-cli");

    @Inject
    Containers containers;

    @Inject
    LogTails tails;

    @Inject
    CurrentUser current;

    /** A state to filter by, and how many containers are in it. */
    public record Group(String value, String label, long count) {}

    /** The templates below {@code templates/container}. */
    @CheckedTemplate(basePath = "container")
    static class Templates {
        static native TemplateInstance index(
                List<ContainerView> containers, Set<String> shown, List<Group> groups, String query, String state);

        static native TemplateInstance overview(
                ContainerPage page, String back, List<String> tail, @Nullable ProcessTable processes);

        static native TemplateInstance logs(ContainerPage page, String back, List<String> tail);

        static native TemplateInstance console(ContainerPage page, String back, List<String> shells);

        static native TemplateInstance stats(ContainerPage page, String back);

        static native TemplateInstance inspect(ContainerPage page, String back, JsonTree tree, String json);
    }

    @GET
    public TemplateInstance index(
            @QueryParam("q") @DefaultValue("") String query, @QueryParam("state") @DefaultValue("") String state) {
        List<ContainerView> all = scope().list(true).stream()
                .map(ContainerView::of)
                .sorted(Comparator.comparing(ContainerView::created).reversed())
                .toList();
        List<ContainerView> found =
                all.stream().filter(container -> matches(container, query)).toList();
        Set<String> shown = found.stream()
                .filter(container -> container.isIn(state))
                .map(ContainerView::id)
                .collect(Collectors.toSet());
        // All rows are there, since with scripts the browser filters on; those that do not match are hidden.
        return Templates.index(all, shown, groups(found), query, state);
    }

    @GET
    @Path("{id}")
    public TemplateInstance overview(@PathParam("id") String id) {
        ContainerPage page = page(id);
        List<String> tail = page.isRunning() ? List.of() : tails.of(scope(), page.id(), TAIL);
        return Templates.overview(page, path(page, ""), tail, page.isRunning() ? processes(page) : null);
    }

    @GET
    @Path("{id}/logs")
    public TemplateInstance logs(@PathParam("id") String id) {
        ContainerPage page = page(id);
        return Templates.logs(page, path(page, "/logs"), tails.of(scope(), page.id(), LOG_WITHOUT_SCRIPT));
    }

    @GET
    @Path("{id}/console")
    public TemplateInstance console(@PathParam("id") String id) {
        ContainerPage page = page(id);
        return Templates.console(page, path(page, "/console"), SHELLS);
    }

    @GET
    @Path("{id}/stats")
    public TemplateInstance stats(@PathParam("id") String id) {
        ContainerPage page = page(id);
        return Templates.stats(page, path(page, "/stats"));
    }

    @GET
    @Path("{id}/inspect")
    public TemplateInstance inspect(@PathParam("id") String id) {
        ContainerDetails details = scope().inspect(id);
        ContainerPage page = page(details);
        return Templates.inspect(
                page, path(page, "/inspect"), JsonTree.of(details.raw()), JsonTree.pretty(details.raw()));
    }

    private ContainerScope scope() {
        return containers.visibleTo(current.user());
    }

    private ContainerPage page(String id) {
        return page(scope().inspect(id));
    }

    private ContainerPage page(ContainerDetails details) {
        ContainerSummary summary = scope().find(details.id())
                .orElseThrow(() -> new Problem(404, "The container " + details.plainName() + " was just removed"));
        return new ContainerPage(details, ContainerView.of(summary));
    }

    private @Nullable ProcessTable processes(ContainerPage page) {
        try {
            return scope().top(page.id());
        } catch (DockerException e) {
            // It may have ended since, or the engine cannot tell; the page says everything else.
            return null;
        }
    }

    private static String path(ContainerPage page, String tab) {
        return "/containers/" + page.id() + tab;
    }

    private static boolean matches(ContainerView container, String query) {
        return Arrays.stream(query.toLowerCase(java.util.Locale.ROOT).split("\\s+"))
                .allMatch(container.searchText()::contains);
    }

    private static List<Group> groups(List<ContainerView> containers) {
        return List.of(
                new Group("", "All", containers.size()),
                group("running", "Running", containers),
                group("problem", "Problem", containers),
                group("stopped", "Stopped", containers));
    }

    private static Group group(String value, String label, List<ContainerView> containers) {
        return new Group(
                value, label, containers.stream().filter(c -> c.isIn(value)).count());
    }
}
