package dev.gantry.update;

import dev.gantry.environment.Reachability;
import dev.gantry.platform.EventStream;
import dev.gantry.user.User;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** One tab's stream: what it watches, and how far it has been told. */
final class Tab {
    private static final long BEAT_MILLIS = 15_000;

    private final User viewer;
    private final List<Topic> topics;
    private final List<FragmentRenderer> renderers;
    private final Journal journal;
    private long seen;

    Tab(User viewer, List<Topic> topics, List<FragmentRenderer> renderers, Journal journal, long seen) {
        this.viewer = viewer;
        this.topics = topics;
        this.renderers = renderers;
        this.journal = journal;
        this.seen = seen;
    }

    /** Runs until the client is gone or no longer {@code known}. */
    void run(EventStream out, Reachability reachability, BooleanSupplier known)
            throws IOException, InterruptedException {
        tell(out, reachability);
        long checked = System.nanoTime();
        while (true) {
            Journal.Page page = journal.after(seen, BEAT_MILLIS);
            if (!page.complete()) {
                out.send(eventId(page.last()), "reset", "");
            } else {
                send(out, page.entries());
            }
            seen = page.last();
            if (System.nanoTime() - checked > BEAT_MILLIS * 1_000_000) {
                checked = System.nanoTime();
                if (!known.getAsBoolean()) {
                    return;
                }
                out.beat();
            }
        }
    }

    private void send(EventStream out, List<Journal.Entry> entries) throws IOException {
        for (Journal.Entry entry : entries) {
            if (entry.change() instanceof Change.Reached reached) {
                tell(out, reached.reachability());
            }
            for (FragmentRenderer.Fragment fragment : render(entry.change())) {
                out.send(eventId(entry.number()), fragment.name(), fragment.html());
            }
        }
    }

    private static void tell(EventStream out, Reachability reachability) throws IOException {
        out.send(
                "connection",
                new JsonObject()
                        .put("environment", "local")
                        .put("reachable", reachability.reachable())
                        .put("reason", reachability.reason())
                        .encode());
    }

    private List<FragmentRenderer.Fragment> render(Change change) {
        List<FragmentRenderer.Fragment> fragments = new ArrayList<>();
        for (Topic topic : topics) {
            if (change.concerns(topic)) {
                renderers.stream()
                        .filter(renderer -> renderer.renders(topic))
                        .forEach(renderer -> fragments.addAll(renderer.render(topic, change, viewer)));
            }
        }
        return fragments;
    }

    private static String eventId(long number) {
        return UpdateStream.RUN + "-" + number;
    }
}
