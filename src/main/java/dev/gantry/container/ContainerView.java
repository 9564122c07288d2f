package dev.gantry.container;

import dev.gantry.docker.ContainerSummary;
import dev.gantry.ui.Condition;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A container as lists show it.
 *
 * @param word its state in a word or two
 * @param since when it started, of one that runs
 * @param note what else the engine says of its state, when it does not run
 */
public record ContainerView(
        String id,
        String shortId,
        String name,
        String image,
        String state,
        Condition condition,
        String word,
        @Nullable Instant since,
        String note,
        Instant created) {

    public static ContainerView of(ContainerSummary summary) {
        ContainerStatus status = ContainerStatus.parse(summary.state(), summary.status(), Instant.now());
        return new ContainerView(
                summary.id(),
                summary.shortId(),
                summary.name(),
                summary.image().startsWith("sha256:") ? summary.image().substring(7, 19) : summary.image(),
                summary.state(),
                status.condition(),
                status.word(),
                status.since(),
                status.note(),
                Instant.ofEpochSecond(summary.created()));
    }

    /** Whether it runs or not, in a word. */
    public String group() {
        return isRunning() ? "running" : "stopped";
    }

    /** The state filters that show it: one that runs may have a problem, too. */
    public String groups() {
        return isProblem() ? group() + " problem" : group();
    }

    public boolean isIn(String group) {
        return group.isEmpty() || groups().contains(group);
    }

    /** What the filter looks into. */
    public String searchText() {
        return (name + " " + image + " " + id).toLowerCase(Locale.ROOT);
    }

    public boolean isProblem() {
        return condition == Condition.PROBLEM;
    }

    /** Whether it has processes, paused or not. */
    public boolean isRunning() {
        return state.equals("running") || state.equals("paused") || state.equals("restarting");
    }

    public boolean canStart() {
        return state.equals("exited") || state.equals("created") || state.equals("dead");
    }

    public boolean canStop() {
        return state.equals("running") || state.equals("restarting");
    }

    public boolean canUnpause() {
        return state.equals("paused");
    }
}
