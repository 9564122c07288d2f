package dev.gantry.event;

import dev.gantry.docker.DockerEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event in words: "web started".
 *
 * @param css the class that colours its icon, empty for none
 * @param href the object's page, empty when it may be gone
 */
public record EventView(String id, String name, String what, String icon, String css, String href, Instant time) {
    /** What is worth telling; empty for the rest, such as every exec and every attach. */
    public static Optional<EventView> of(DockerEvent event) {
        return switch (event.type()) {
            case "container" -> container(event);
            case "image" -> image(event);
            default -> Optional.empty();
        };
    }

    private static Optional<EventView> container(DockerEvent event) {
        Map<String, String> attributes = attributes(event);
        String name = attributes.getOrDefault("name", shortId(event.objectId()));
        String exit = attributes.getOrDefault("exitCode", "");
        String href = "/containers/" + event.objectId();
        @Nullable
        EventView view = switch (event.verb()) {
            case "create" ->
                view(event, name, "was created from " + attributes.getOrDefault("image", "an image"), "plus", "", href);
            case "start" -> view(event, name, "started", "play", "good", href);
            case "die" ->
                exit.equals("0") || exit.equals("143") || exit.isEmpty()
                        ? view(event, name, "ended", "stop", "", href)
                        : view(event, name, "ended with exit code " + exit, "problem", "problem", href);
            case "oom" -> view(event, name, "ran out of memory", "problem", "problem", href);
            case "kill" ->
                view(event, name, "was sent signal " + attributes.getOrDefault("signal", "9"), "kill", "", href);
            case "restart" -> view(event, name, "was restarted", "restart", "", href);
            case "pause" -> view(event, name, "was paused", "pause", "", href);
            case "unpause" -> view(event, name, "was resumed", "play", "", href);
            case "rename" ->
                view(
                        event,
                        name,
                        "was renamed from "
                                + attributes.getOrDefault("oldName", "").replaceFirst("^/", ""),
                        "rename",
                        "",
                        href);
            case "health_status" ->
                view(
                        event,
                        name,
                        event.action().replace("health_status:", "became").replace("  ", " "),
                        "info",
                        event.action().contains("unhealthy") ? "problem" : "good",
                        href);
            case "destroy" -> view(event, name, "was removed", "trash", "", "");
            default -> null;
        };
        return Optional.ofNullable(view);
    }

    private static Optional<EventView> image(DockerEvent event) {
        String name = attributes(event).getOrDefault("name", event.objectId());
        String shown = name.startsWith("sha256:") ? shortId(name) : name;
        @Nullable
        EventView view = switch (event.verb()) {
            case "import", "load" -> view(event, shown, "was imported", "upload", "good", "");
            case "tag" -> view(event, shown, "was named", "tag", "", "");
            case "untag" -> view(event, shown, "lost a name", "tag", "", "");
            case "delete" -> view(event, shown, "was removed", "trash", "", "");
            default -> null;
        };
        return Optional.ofNullable(view);
    }

    private static EventView view(DockerEvent event, String name, String what, String icon, String css, String href) {
        long nanos = event.timeNano() == 0 ? event.time() * 1_000_000_000L : event.timeNano();
        Instant time = Instant.ofEpochSecond(0, nanos);
        return new EventView(nanos + "-" + event.verb(), name, what, icon, css, href, time);
    }

    private static Map<String, String> attributes(DockerEvent event) {
        DockerEvent.Actor actor = event.actor();
        return actor == null ? Map.of() : actor.attributes();
    }

    private static String shortId(String id) {
        String hex = id.substring(id.indexOf(':') + 1);
        return hex.substring(0, Math.min(12, hex.length()));
    }
}
