package dev.gantry.engine.dockerapi;

import dev.gantry.engine.event.Event;
import java.util.Set;
import java.util.function.Predicate;

/** Which events a listener wants, by Docker's rules. */
final class EventFilter implements Predicate<Event> {
    private static final Set<String> KEYS = Set.of(
            "config",
            "container",
            "daemon",
            "event",
            "image",
            "label",
            "network",
            "node",
            "plugin",
            "scope",
            "secret",
            "service",
            "type",
            "volume");
    /** Keys that name an object of the type they are called. */
    private static final Set<String> OBJECTS =
            Set.of("config", "container", "daemon", "network", "node", "plugin", "secret", "service", "volume");

    private final Filters filters;

    EventFilter(Filters filters) {
        this.filters = filters.accept(KEYS);
    }

    @Override
    public boolean test(Event event) {
        return filters.any("event", action -> isAction(event.action(), action))
                && filters.exact("type", event.type())
                && filters.exact("scope", event.scope())
                && filters.labels("label", event.attributes())
                && filters.any("image", image -> isImage(event, image))
                && OBJECTS.stream().allMatch(key -> filters.any(key, ref -> isObject(event, key, ref)));
    }

    /** Some actions have an argument after a colon, which a filter may leave out. */
    private static boolean isAction(String action, String wanted) {
        return action.equals(wanted) || action.startsWith(wanted + ":");
    }

    private static boolean isObject(Event event, String type, String ref) {
        boolean named = ref.equals(event.attributes().get("name"));
        boolean related = ref.equals(event.attributes().get(type));
        return event.type().equals(type) && (event.actorId().equals(ref) || isBeginning(event.actorId(), ref) || named)
                || related;
    }

    private static boolean isBeginning(String id, String ref) {
        return !ref.isEmpty() && id.startsWith(ref);
    }

    /** Of an image itself, or of a container made from it; a name without a tag stands for all of its tags. */
    private static boolean isImage(Event event, String wanted) {
        String name = switch (event.type()) {
            case "image" -> event.attributes().getOrDefault("name", "");
            case "container" -> event.attributes().getOrDefault("image", "");
            default -> "";
        };
        boolean byId = event.type().equals("image") && event.actorId().equals(wanted);
        return byId
                || !name.isEmpty() && (name.equals(wanted) || withoutTag(name).equals(wanted));
    }

    private static String withoutTag(String name) {
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }
}
