package dev.gantry.image;

import dev.gantry.docker.ImageSummary;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * An image as the list shows it.
 *
 * @param containers how many were made from it
 */
public record ImageView(String id, String shortId, List<String> tags, long size, Instant created, long containers) {
    static ImageView of(ImageSummary summary, long containers) {
        return new ImageView(
                summary.id(),
                summary.shortId(),
                summary.tags(),
                summary.size(),
                Instant.ofEpochSecond(summary.created()),
                containers);
    }

    public String name() {
        return tags.isEmpty() ? "Without a name" : tags.getFirst();
    }

    /** What to start a container by. */
    public String reference() {
        return tags.isEmpty() ? shortId : tags.getFirst();
    }

    public String moreTags() {
        return String.join(", ", tags.subList(Math.min(1, tags.size()), tags.size()));
    }

    /** What the filter looks into. */
    public String searchText() {
        return (String.join(" ", tags) + " " + id).toLowerCase(Locale.ROOT);
    }
}
