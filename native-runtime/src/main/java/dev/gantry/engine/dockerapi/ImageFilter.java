package dev.gantry.engine.dockerapi;

import dev.gantry.engine.image.Image;
import dev.gantry.engine.image.ImageReference;
import dev.gantry.engine.image.ImageStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which images a list shows, and by which of their names. */
final class ImageFilter {
    private static final Set<String> KEYS =
            Set.of("before", "dangling", "label", "label!", "reference", "since", "until");

    private final @Nullable Boolean dangling;
    private final List<GlobPattern> patterns = new ArrayList<>();
    private final Filters filters;
    private @Nullable Instant before;
    private @Nullable Instant since;

    /** The names of an image that are shown. */
    record Names(List<String> tags, List<String> digests) {}

    /** NOT_FOUND if the image that {@code before} or {@code since} names does not exist. */
    ImageFilter(Filters filters, ImageStore images) {
        this.filters = filters.accept(KEYS);
        dangling = filters.has("dangling") ? filters.flag("dangling", false) : null;
        filters.get("reference").forEach(p -> patterns.add(GlobPattern.of(p)));
        for (String name : filters.get("before")) {
            before = earlier(before, images.get(name).created());
        }
        for (String time : filters.get("until")) {
            before = earlier(before, TimeParameter.parse("until", time));
        }
        for (String name : filters.get("since")) {
            Instant created = images.get(name).created();
            since = since == null || created.isAfter(since) ? created : since;
        }
    }

    /** The names to show the image by; empty if it is not to be shown. */
    Optional<Names> names(Image image) {
        boolean isDangling = image.references().isEmpty() && image.digests().isEmpty();
        if (dangling != null && dangling != isDangling
                || before != null && !image.created().isBefore(before)
                || since != null && !image.created().isAfter(since)
                || !LabelFilter.matches(filters, image.config().runtime().labels())) {
            return Optional.empty();
        }
        if (patterns.isEmpty()) {
            return Optional.of(new Names(image.references(), image.digests()));
        }
        Names names = new Names(
                image.references().stream().filter(this::isWanted).toList(),
                image.digests().stream().filter(this::isWanted).toList());
        return names.tags().isEmpty() && names.digests().isEmpty() ? Optional.empty() : Optional.of(names);
    }

    /** A pattern fits the whole name or the name without its tag. */
    private boolean isWanted(String reference) {
        String name = ImageReference.parse(reference).familiarName();
        return patterns.stream().anyMatch(p -> p.matches(reference) || p.matches(name));
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one == null || other.isBefore(one) ? other : one;
    }
}
