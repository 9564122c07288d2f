package dev.gantry.engine.dockerapi;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.image.Image;
import dev.gantry.engine.image.ImageReference;
import dev.gantry.engine.image.ImageStore;
import dev.gantry.engine.image.ImageStore.HistoryEntry;
import dev.gantry.engine.image.ImageStore.Removal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Operations on the images that are here. */
final class ImageRoutes {
    private final ImageStore images;
    private final ImageUse use;
    private final ImageEvents events;

    ImageRoutes(ImageStore images, ImageUse use, ImageEvents events) {
        this.images = images;
        this.use = use;
        this.events = events;
    }

    void register(Router router) {
        router.get("/images/json", this::list);
        router.get("/images/{name*}/json", this::inspect);
        router.get("/images/{name*}/history", this::history);
        router.post("/images/{name*}/tag", this::tag);
        router.delete("/images/{name*}", this::remove);
    }

    /** {@code all} and {@code manifests} add nothing: there are neither intermediate nor multi-platform images here. */
    void list(ApiRequest request) throws IOException {
        ImageFilter filter = new ImageFilter(request.filters(), images);
        List<Image> all = images.all();
        LayerSizes sizes = request.flag("shared-size") ? new LayerSizes(all) : null;
        request.json(200, json -> {
            json.writeStartArray();
            for (Image image : all) {
                Optional<ImageFilter.Names> names = filter.names(image);
                if (names.isPresent()) {
                    long shared = sizes == null ? ImageWriter.NOT_COUNTED : sizes.shared(image);
                    ImageWriter.writeSummary(
                            json, request.version(), image, names.get(), shared, ImageWriter.NOT_COUNTED);
                }
            }
            json.writeEndArray();
        });
    }

    void inspect(ApiRequest request) throws IOException {
        String name = request.variable("name");
        Image image = images.get(name);
        PlatformParameter.check(request, image, name);
        request.json(200, json -> ImageWriter.writeDetails(json, request.version(), image));
    }

    void history(ApiRequest request) throws IOException {
        String name = request.variable("name");
        PlatformParameter.check(request, images.get(name), name);
        List<HistoryEntry> history = images.history(name);
        request.json(200, json -> ImageWriter.writeHistory(json, history));
    }

    void tag(ApiRequest request) {
        Image image = images.get(request.variable("name"));
        ImageReference target = target(request.text("repo"), request.text("tag"));
        images.tag(image.id().toString(), target.familiar());
        events.publish("tag", image, target.familiar());
        request.exchange().response().status(201);
    }

    /** The reference that a repository and a tag make; a tag in the repository's place gives way to the tag. */
    static ImageReference target(String repository, String tag) {
        if (repository.isEmpty()) {
            throw EngineException.invalid("invalid reference format: the parameter repo is missing");
        }
        ImageReference reference = ImageReference.parse(repository);
        if (reference.digest() != null) {
            throw EngineException.invalid("cannot import digest reference");
        }
        return tag.isEmpty()
                ? reference.withDefaultTag()
                : ImageReference.parse(reference.familiarName() + ":" + tag).withDefaultTag();
    }

    void remove(ApiRequest request) throws IOException {
        if (request.has("platforms")) {
            throw EngineException.invalid("removing single platforms of an image is not supported: each image here has"
                    + " one platform; leave platforms out");
        }
        String name = request.variable("name");
        Image image = images.get(name);
        List<Removal> rows = images.remove(name, request.flag("force"), use::users);
        events.publishRemovals(image, rows);
        request.json(200, json -> ImageWriter.writeRemovals(json, rows));
    }
}
