package dev.gantry.engine.dockerapi;

import dev.gantry.engine.container.Containers;
import dev.gantry.engine.content.Digest;
import dev.gantry.engine.image.ImageStore.ImageUser;
import java.util.List;

/** Which containers keep which images from being removed. */
final class ImageUse {
    private final Containers containers;

    ImageUse(Containers containers) {
        this.containers = containers;
    }

    /** The containers made from an image, newest first. */
    List<ImageUser> users(Digest image) {
        String id = image.toString();
        return containers.all().stream()
                .filter(c -> c.imageId().equals(id))
                .map(c -> new ImageUser(c.id(), c.status().state().isAlive()))
                .toList();
    }
}
