package dev.gantry.event;

import dev.gantry.docker.DockerEvent;
import dev.gantry.update.Change;
import dev.gantry.update.FragmentRenderer;
import dev.gantry.update.Topic;
import dev.gantry.user.User;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** A line for the lists of events, for each thing that happens. */
@ApplicationScoped
public class EventFragments implements FragmentRenderer {
    /** The line of the list. */
    @CheckedTemplate(basePath = "event")
    static class Templates {
        static native TemplateInstance line(EventView event);
    }

    @Override
    public boolean renders(Topic topic) {
        return topic.kind() == Topic.Kind.CONTAINERS || topic.kind() == Topic.Kind.IMAGES;
    }

    @Override
    public List<Fragment> render(Topic topic, Change change, User viewer) {
        return event(change)
                .flatMap(EventView::of)
                .map(view -> new Fragment("line", Templates.line(view).render()))
                .stream()
                .toList();
    }

    private static Optional<DockerEvent> event(Change change) {
        return switch (change) {
            case Change.ContainerChanged changed -> Optional.of(changed.event());
            case Change.ImagesChanged changed -> Optional.of(changed.event());
            case Change.ContainerRemoved removed -> Optional.of(removed.event());
            case Change.Sampled sampled -> Optional.empty();
            case Change.Reached reached -> Optional.empty();
        };
    }
}
