package dev.gantry.update;

import dev.gantry.platform.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a tab watches: {@code containers}, {@code images}, {@code container:ID} (full id), {@code stats:ID} (full id; samples
 * arrive as {@link Change.Sampled} once a second while somebody watches).
 */
public record Topic(Kind kind, String id) {
    private static final int MOST = 64;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

    /** What kinds of things can be watched. */
    public enum Kind {
        CONTAINERS,
        IMAGES,
        CONTAINER,
        STATS;

        boolean hasId() {
            return this == CONTAINER || this == STATS;
        }
    }

    /** Reads the query parameter: topics parted by commas. */
    public static List<Topic> parseAll(String text) {
        List<Topic> topics =
                Arrays.stream(text.split(",")).map(Topic::parse).distinct().toList();
        if (topics.size() > MOST) {
            throw new Problem(400, "A stream carries at most " + MOST + " topics, not " + topics.size());
        }
        return topics;
    }

    private static Topic parse(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon);
        String id = colon < 0 ? "" : text.substring(colon + 1);
        for (Kind known : Kind.values()) {
            boolean idFits = known.hasId() ? ID.matcher(id).matches() : colon < 0;
            if (known.name().toLowerCase(java.util.Locale.ROOT).equals(kind) && idFits) {
                return new Topic(known, id);
            }
        }
        throw new Problem(
                400, "\"" + text + "\" is not a topic: containers, images, container:ID or stats:ID with a full id");
    }
}
