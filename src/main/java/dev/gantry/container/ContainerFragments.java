package dev.gantry.container;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.docker.ContainerStats;
import dev.gantry.docker.DockerEvent;
import dev.gantry.docker.DockerException;
import dev.gantry.update.Change;
import dev.gantry.update.FragmentRenderer;
import dev.gantry.update.Topic;
import dev.gantry.user.User;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What tabs are sent when containers change: {@code part} with a row of the list, {@code gone} with the id of one, {@code
 * refresh} to the page of one container, which has forms and so must be rendered for its own session, and {@code stats}.
 */
@ApplicationScoped
public class ContainerFragments implements FragmentRenderer {
    /** What happens to a container without changing anything that pages show. */
    private static final Set<String> UNSEEN = Set.of(
            "exec_create",
            "exec_start",
            "exec_die",
            "exec_detach",
            "attach",
            "detach",
            "resize",
            "top",
            "copy",
            "archive-path",
            "extract-to-dir",
            "export");

    @Inject
    Containers containers;

    /** The row of the list; whether it is hidden at first is for the page to say alone. */
    @CheckedTemplate(basePath = "container", requireTypeSafeExpressions = false)
    static class Templates {
        static native TemplateInstance row(ContainerView container);
    }

    @Override
    public boolean renders(Topic topic) {
        return topic.kind() != Topic.Kind.IMAGES;
    }

    @Override
    public List<Fragment> render(Topic topic, Change change, User viewer) {
        return switch (change) {
            case Change.ContainerChanged changed when UNSEEN.contains(verb(changed.event())) -> List.of();
            case Change.ContainerChanged changed ->
                topic.kind() == Topic.Kind.CONTAINERS
                        ? row(changed.id(), viewer)
                        : List.of(new Fragment("refresh", changed.id()));
            case Change.ContainerRemoved removed ->
                List.of(
                        topic.kind() == Topic.Kind.CONTAINERS
                                ? new Fragment("gone", "c-" + removed.id())
                                : new Fragment("refresh", removed.id()));
            case Change.Sampled sampled -> List.of(new Fragment("stats", sample(sampled.id(), sampled.stats())));
            case Change.ImagesChanged images -> List.of();
            case Change.Reached reached -> List.of();
        };
    }

    private List<Fragment> row(String id, User viewer) {
        try {
            return containers.visibleTo(viewer).find(id).stream()
                    .map(ContainerView::of)
                    .map(view -> new Fragment("part", Templates.row(view).render()))
                    .toList();
        } catch (DockerException e) {
            // The tab learns by the event "connection" that the engine does not answer.
            return List.of();
        }
    }

    private static String verb(DockerEvent event) {
        return event.verb();
    }

    private static String sample(String id, ContainerStats stats) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id)
                .put("time", time(stats.read()))
                .put("cpu", stats.cpuPercent())
                .put("memory", stats.memoryUsed())
                .put("limit", stats.memoryLimit())
                .put("processes", stats.processes())
                .put("received", stats.bytesReceived())
                .put("sent", stats.bytesSent())
                .put("read", stats.bytesRead())
                .put("written", stats.bytesWritten());
        return json.toString();
    }

    private static long time(String read) {
        try {
            return Instant.parse(read).toEpochMilli();
        } catch (java.time.format.DateTimeParseException e) {
            return System.currentTimeMillis();
        }
    }
}
