package dev.gantry.update;

import dev.gantry.user.User;
import java.util.List;

/** Renders what changed for the tabs that watch a topic. Called on a virtual thread, outside of any request. */
public interface FragmentRenderer {

    /** Whether it renders changes under this topic. */
    boolean renders(Topic topic);

    /** What to send to one tab; none when the change does not matter to it or {@code viewer} may not see it. */
    List<Fragment> render(Topic topic, Change change, User viewer);

    /** A piece of HTML, sent as {@code event: name}. */
    record Fragment(String name, String html) {}
}
