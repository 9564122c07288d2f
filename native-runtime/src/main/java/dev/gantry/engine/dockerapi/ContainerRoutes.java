package dev.gantry.engine.dockerapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gantry.engine.container.ContainerSpec;
import dev.gantry.engine.container.ContainerState;
import dev.gantry.engine.container.ContainerView;
import dev.gantry.engine.container.Containers;
import dev.gantry.engine.container.TopResult;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.image.Image;
import dev.gantry.engine.image.ImageStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code /containers}: making, listing, looking at and removing them. */
final class ContainerRoutes {
    private static final Set<String> PRUNE_FILTERS = Set.of("label", "label!", "until");

    private final Containers containers;
    private final ImageStore images;
    private final ContainerSizes sizes;

    ContainerRoutes(ApiServices services) {
        this.containers = services.containers();
        this.images = services.images();
        this.sizes = new ContainerSizes(services);
    }

    void register(Router router) {
        router.get("/containers/json", this::list);
        router.post("/containers/create", this::create);
        router.post("/containers/prune", this::prune);
        router.get("/containers/{id}/json", this::inspect);
        router.get("/containers/{id}/top", this::top);
        router.post("/containers/{id}/rename", this::rename);
        router.post("/containers/{id}/update", request -> refuse(request, "changing the limits of a container"));
        router.get("/containers/{id}/changes", request -> refuse(request, "listing the changes to a file system"));
        router.get("/containers/{id}/export", request -> refuse(request, "exporting a container"));
        router.head("/containers/{id}/archive", request -> refuse(request, "copying files from a container"));
        router.get("/containers/{id}/archive", request -> refuse(request, "copying files from a container"));
        router.put("/containers/{id}/archive", request -> refuse(request, "copying files to a container"));
        router.post("/commit", request -> {
            throw Unsupported.of("making an image of a container");
        });
        router.delete("/containers/{id}", this::remove);
    }

    private void refuse(ApiRequest request, String what) {
        containers.get(request.variable("id"));
        throw Unsupported.of(what);
    }

    private void list(ApiRequest request) throws IOException {
        ContainerSizes measured = request.flag("size") ? sizes : null;
        ContainerFilter filter = new ContainerFilter(request, containers, images);
        List<ContainerView> chosen = filter.apply(containers.all());
        request.json(200, json -> new ContainerListWriter(images, measured).write(json, chosen));
    }

    private void create(ApiRequest request) throws IOException {
        ContainerSpecReader reader = new ContainerSpecReader();
        ContainerSpec spec = reader.read(JsonBody.read(request.exchange().request()));
        checkPlatform(request.text("platform"), spec.image());
        Containers.Created created = containers.create(request.optionalText("name"), spec);
        List<String> warnings = new ArrayList<>(reader.warnings());
        warnings.addAll(created.warnings());
        request.json(201, json -> {
            json.writeStartObject();
            json.writeStringField("Id", created.id());
            Json.strings(json, "Warnings", warnings);
            json.writeEndObject();
        });
    }

    /** @param wanted as {@code linux/amd64}; empty for any */
    private void checkPlatform(String wanted, String reference) {
        if (wanted.isEmpty()) {
            return;
        }
        String[] parts = wanted.split("/", -1);
        if (parts.length > 3 || List.of(parts).contains("")) {
            throw EngineException.invalid("\"" + wanted + "\" is an invalid platform: give it as os/architecture");
        }
        Image image = images.get(reference);
        boolean fits = parts[0].equals(image.config().os())
                && (parts.length < 2 || parts[1].equals(image.config().architecture()))
                && (parts.length < 3 || parts[2].equals(image.config().variant()));
        if (!fits) {
            throw EngineException.notFound("image with reference " + reference
                    + " was found but its platform (" + image.config().os() + "/"
                    + image.config().architecture() + ") does not match the specified platform (" + wanted + ")");
        }
    }

    private void inspect(ApiRequest request) throws IOException {
        ContainerSizes measured = request.flag("size") ? sizes : null;
        ContainerView container = containers.get(request.variable("id"));
        request.json(200, json -> ContainerInspectWriter.write(json, container, measured));
    }

    private void top(ApiRequest request) throws IOException {
        String arguments = request.text("ps_args");
        TopResult top = containers.top(request.variable("id"), arguments.isEmpty() ? "-ef" : arguments);
        request.json(200, json -> writeTop(json, top));
    }

    private static void writeTop(JsonGenerator json, TopResult top) throws IOException {
        json.writeStartObject();
        Json.strings(json, "Titles", top.titles());
        json.writeArrayFieldStart("Processes");
        for (List<String> process : top.processes()) {
            json.writeStartArray();
            for (String column : process) {
                json.writeString(column);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void rename(ApiRequest request) {
        String name = request.text("name");
        if (name.isEmpty()) {
            throw EngineException.invalid("Neither old nor new names may be empty");
        }
        containers.rename(request.variable("id"), name);
        request.noContent();
    }

    private void remove(ApiRequest request) {
        if (request.flag("link")) {
            throw Unsupported.of("removing a link between containers");
        }
        containers.remove(request.variable("id"), request.flag("force"), request.flag("v"));
        request.noContent();
    }

    private void prune(ApiRequest request) throws IOException {
        Filters filters = request.filters().accept(PRUNE_FILTERS);
        List<String> removed = new ArrayList<>();
        for (ContainerView container : containers.all()) {
            if (mayPrune(container, filters) && removeIfThere(container.id())) {
                removed.add(container.id());
            }
        }
        request.json(200, json -> {
            json.writeStartObject();
            Json.strings(json, "ContainersDeleted", removed);
            json.writeNumberField("SpaceReclaimed", 0);
            json.writeEndObject();
        });
    }

    private static boolean mayPrune(ContainerView container, Filters filters) {
        ContainerState state = container.status().state();
        boolean idle =
                state == ContainerState.CREATED || state == ContainerState.EXITED || state == ContainerState.DEAD;
        return idle
                && LabelFilter.matches(filters, container.spec().labels())
                && filters.get("until").stream()
                        .allMatch(until -> container.created().isBefore(TimeParameter.parse("until", until)));
    }

    /** Somebody else may remove it, or start it, at the same time. */
    private boolean removeIfThere(String id) {
        try {
            containers.remove(id, false, false);
            return true;
        } catch (EngineException e) {
            if (e.category() == EngineException.Category.NOT_FOUND
                    || e.category() == EngineException.Category.CONFLICT) {
                return false;
            }
            throw e;
        }
    }
}
