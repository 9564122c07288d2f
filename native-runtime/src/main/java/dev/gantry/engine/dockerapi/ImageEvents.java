package dev.gantry.engine.dockerapi;

import dev.gantry.engine.event.EventBus;
import dev.gantry.engine.image.Image;
import dev.gantry.engine.image.ImageStore.Removal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Publishes what clients do to images, with the attributes that Docker's events carry. */
final class ImageEvents {
    private final EventBus bus;

    ImageEvents(EventBus bus) {
        this.bus = bus;
    }

    /** @param name the reference it concerns, or the image's id */
    void publish(String action, Image image, String name) {
        Map<String, String> attributes =
                new LinkedHashMap<>(image.config().runtime().labels());
        attributes.put("name", name);
        bus.publish("image", action, image.id().toString(), attributes);
    }

    /** @param image as it was before the removal */
    void publishRemovals(Image image, List<Removal> rows) {
        for (Removal row : rows) {
            switch (row) {
                case Removal.Untagged(String reference) -> publish("untag", image, reference);
                case Removal.Deleted(var id) -> {
                    // The other rows are layers, of which Docker tells nobody.
                    if (id.equals(image.id())) {
                        publish("delete", image, id.toString());
                    }
                }
            }
        }
    }
}
