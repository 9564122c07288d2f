package dev.gantry.engine.dockerapi;

import dev.gantry.engine.content.DiffId;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.error.EngineException.Category;
import dev.gantry.engine.image.Image;
import dev.gantry.engine.image.ImageReference;
import dev.gantry.engine.image.ImageStore;
import dev.gantry.engine.image.ImageStore.LoadListener;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operations that bring images in and out. */
final class ImageTransferRoutes {
    private static final String HOW_TO_BRING_IN =
            "bring the image in with \"docker load\" or \"docker import\", or upload it on the page Images";

    private final ImageStore images;
    private final ImageEvents events;

    ImageTransferRoutes(ImageStore images, ImageEvents events) {
        this.images = images;
        this.events = events;
    }

    void register(Router router) {
        router.get("/images/get", this::save);
        router.get("/images/{name*}/get", this::save);
        router.post("/images/load", this::load);
        router.post("/images/create", this::create);
        router.get("/images/search", this::search);
        router.post("/images/{name*}/push", this::push);
    }

    void save(ApiRequest request) throws IOException {
        List<String> names =
                request.variables().containsKey("name") ? List.of(request.variable("name")) : request.texts("names");
        if (names.isEmpty()) {
            throw EngineException.invalid("no image was named; give at least one in the parameter names");
        }
        // Looked up before the archive begins, while the status can still say what is missing.
        for (Image image : images.select(names)) {
            PlatformParameter.check(request, image, String.join(", ", names));
            events.publish("save", image, image.id().toString());
        }
        request.exchange().response().header("Content-Type", "application/x-tar");
        images.save(names, request.output());
    }

    void load(ApiRequest request) {
        if (request.has("platform")) {
            throw EngineException.invalid("choosing one platform of an archive is not supported by this engine:"
                    + " load the archive without --platform");
        }
        ProgressStream progress = new ProgressStream(request);
        boolean quiet = request.flag("quiet", true);
        LoadListener listener = new LoadListener() {
            @Override
            public void layer(DiffId layer, long current, long total) {
                if (!quiet) {
                    progress.progress(layer.digest().shortHex(), "Loading layer", current, total);
                }
            }

            @Override
            public void loaded(String message) {
                progress.stream(message + "\n");
            }
        };
        try {
            for (Image image : images.load(request.body(), listener)) {
                events.publish("load", image, image.id().toString());
            }
        } catch (EngineException e) {
            progress.failure(e);
        }
    }

    void create(ApiRequest request) {
        String source = request.text("fromSrc");
        if (!request.text("fromImage").isEmpty()) {
            pull(request);
        } else if (source.equals("-")) {
            importRootFs(request);
        } else if (source.isEmpty()) {
            throw EngineException.invalid("neither fromImage nor fromSrc is given");
        } else {
            throw new EngineException(
                    Category.NOT_IMPLEMENTED,
                    "importing from a URL is not supported by this engine yet; download the file and send it with"
                            + " \"docker import - NAME < FILE\"");
        }
    }

    private static void pull(ApiRequest request) {
        String image = request.text("fromImage");
        String tag = request.text("tag");
        String separator = tag.contains(":") ? "@" : ":";
        ImageReference reference = ImageReference.parse(tag.isEmpty() ? image : image + separator + tag)
                .withDefaultTag();
        throw EngineException.notFound(
                "cannot pull " + reference.familiar() + ": this engine has no registry client yet; " + HOW_TO_BRING_IN);
    }

    private void importRootFs(ApiRequest request) {
        String repository = request.text("repo");
        String reference = repository.isEmpty()
                ? null
                : ImageRoutes.target(repository, request.text("tag")).familiar();
        ProgressStream progress = new ProgressStream(request);
        try (UploadInputStream upload = new UploadInputStream(
                request.body(),
                n -> progress.progress(
                        "", "Importing", n, request.exchange().request().contentLength()))) {
            Image image = images.importRootFs(
                    upload, reference, message(request), request.texts("changes"), request.optionalText("platform"));
            events.publish("import", image, image.id().toString());
            progress.status(image.id().toString());
        } catch (EngineException e) {
            if (!progress.isBegun()) {
                throw e;
            }
            progress.failure(e);
        }
    }

    private static String message(ApiRequest request) {
        @Nullable String message = request.optionalText("message");
        return message == null ? "Imported from -" : message;
    }

    void search(ApiRequest request) {
        throw new EngineException(
                Category.NOT_IMPLEMENTED,
                "cannot search for \"" + request.text("term") + "\": this engine has no registry client yet");
    }

    void push(ApiRequest request) {
        Image image = images.get(request.variable("name"));
        throw new EngineException(
                Category.NOT_IMPLEMENTED,
                "cannot push " + image.id().shortHex()
                        + ": this engine has no registry client yet; take the image out with \"docker save\"");
    }
}
