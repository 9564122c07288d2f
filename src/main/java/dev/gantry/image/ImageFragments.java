package dev.gantry.image;

import dev.gantry.update.Change;
import dev.gantry.update.FragmentRenderer;
import dev.gantry.update.Topic;
import dev.gantry.user.User;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Tells tabs that show images to take what they show anew: images change seldom, and rarely one alone. */
@ApplicationScoped
public class ImageFragments implements FragmentRenderer {
    @Override
    public boolean renders(Topic topic) {
        return topic.kind() == Topic.Kind.IMAGES;
    }

    @Override
    public List<Fragment> render(Topic topic, Change change, User viewer) {
        return change instanceof Change.ImagesChanged changed
                ? List.of(new Fragment("refresh", changed.id()))
                : List.of();
    }
}
