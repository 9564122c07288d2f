package dev.gantry.engine.dockerapi;

import dev.gantry.engine.content.ChainId;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.event.EventBus;
import dev.gantry.engine.image.Image;
import dev.gantry.engine.image.ImageStore;
import dev.gantry.engine.image.ImageStore.Removal;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Removes the images that no container uses. */
final class ImagePruneRoute {
    private static final Set<String> KEYS = Set.of("dangling", "label", "label!", "until");

    private final ImageStore images;
    private final ImageUse use;
    private final ImageEvents events;
    private final EventBus bus;

    ImagePruneRoute(ImageStore images, ImageUse use, ImageEvents events, EventBus bus) {
        this.images = images;
        this.use = use;
        this.events = events;
        this.bus = bus;
    }

    void register(Router router) {
        router.post("/images/prune", this::prune);
    }

    void prune(ApiRequest request) throws IOException {
        Filters filters = request.filters().accept(KEYS);
        boolean danglingOnly = filters.flag("dangling", true);
        List<Instant> until = filters.get("until").stream()
                .map(t -> TimeParameter.parse("until", t))
                .toList();
        List<Image> all = images.all();
        List<Removal> rows = new ArrayList<>();
        for (Image image : all) {
            boolean wanted = (!danglingOnly || isDangling(image))
                    && LabelFilter.matches(filters, image.config().runtime().labels())
                    && until.stream().allMatch(image.created()::isBefore);
            if (wanted && use.users(image.id()).isEmpty()) {
                rows.addAll(remove(image));
            }
        }
        long reclaimed = reclaimed(rows, new LayerSizes(all));
        bus.publish("image", "prune", "", Map.of("reclaimed", String.valueOf(reclaimed)));
        request.json(200, json -> {
            json.writeStartObject();
            json.writeFieldName("ImagesDeleted");
            ImageWriter.writeRemovals(json, rows);
            json.writeNumberField("SpaceReclaimed", reclaimed);
            json.writeEndObject();
        });
    }

    private static boolean isDangling(Image image) {
        return image.references().isEmpty() && image.digests().isEmpty();
    }

    /** Name by name, without force: with its last name the image goes, unless a container came to use it meanwhile. */
    private List<Removal> remove(Image image) {
        List<String> names = isDangling(image)
                ? List.of(image.id().toString())
                : Stream.concat(image.references().stream(), image.digests().stream())
                        .toList();
        List<Removal> rows = new ArrayList<>();
        for (String name : names) {
            try {
                rows.addAll(images.remove(name, false, use::users));
            } catch (EngineException e) {
                // Taken by a container, or removed by somebody else: then it is no longer ours to remove.
                if (e.category() != EngineException.Category.CONFLICT
                        && e.category() != EngineException.Category.NOT_FOUND) {
                    throw e;
                }
            }
        }
        events.publishRemovals(image, rows);
        return rows;
    }

    private static long reclaimed(List<Removal> rows, LayerSizes sizes) {
        return rows.stream()
                .mapToLong(row -> switch (row) {
                    case Removal.Untagged untagged -> 0;
                    case Removal.Deleted(var id) -> sizes.size(new ChainId(id));
                })
                .sum();
    }
}
