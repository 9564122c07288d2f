package dev.gantry.docker;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that happened in an engine. {@code timeNano} is nanoseconds since 1970. */
public record DockerEvent(
        String type, String action, @Nullable Actor actor, long time, long timeNano) {

    /** The object it happened to: a container's id, an image's id or reference. */
    public record Actor(String id, Map<String, String> attributes) {}

    public String objectId() {
        return actor == null ? "" : actor.id;
    }

    /** The action without what follows its colon ("exec_create: /bin/sh"). */
    public String verb() {
        int colon = action.indexOf(':');
        return colon < 0 ? action : action.substring(0, colon);
    }
}
