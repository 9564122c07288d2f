package dev.gantry.engine.dockerapi;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.event.EventBus;
import dev.gantry.engine.storage.DiskUsage;
import dev.gantry.engine.volume.Volume;
import dev.gantry.engine.volume.VolumeStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /volumes}. */
final class VolumeRoutes {
    private static final Set<String> KEYS = Set.of("dangling", "driver", "label", "name");
    private static final Set<String> PRUNE_KEYS = Set.of("all", "label", "label!");
    /** Before this version prune took volumes with names too. */
    private static final int PRUNES_ANONYMOUS_ONLY = 42;

    private final VolumeStore volumes;
    private final VolumeUse use;
    private final EventBus events;

    VolumeRoutes(ApiServices services) {
        this.volumes = services.volumes();
        this.use = new VolumeUse(services.containers());
        this.events = services.events();
    }

    void register(Router router) {
        router.get("/volumes", this::list);
        router.get("/volumes/{name}", this::inspect);
        router.post("/volumes/create", this::create);
        router.delete("/volumes/{name}", this::remove);
        router.post("/volumes/prune", this::prune);
    }

    void list(ApiRequest request) throws IOException {
        Filters filters = request.filters().accept(KEYS);
        Set<String> used = use.used();
        List<Volume> matching = sorted().stream()
                .filter(v -> filters.exact("driver", VolumeWriter.DRIVER)
                        && filters.any("name", v.name()::contains)
                        && filters.labels("label", v.labels())
                        && (!filters.has("dangling") || filters.flag("dangling", false) != used.contains(v.name())))
                .toList();
        request.json(200, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("Volumes");
            for (Volume volume : matching) {
                VolumeWriter.write(json, volume);
            }
            json.writeEndArray();
            json.writeNullField("Warnings");
            json.writeEndObject();
        });
    }

    private List<Volume> sorted() {
        return volumes.all().stream().sorted(Comparator.comparing(Volume::name)).toList();
    }

    void inspect(ApiRequest request) throws IOException {
        Volume volume = get(request.variable("name"));
        request.json(200, json -> VolumeWriter.write(json, volume));
    }

    private Volume get(String name) {
        return volumes.find(name).orElseThrow(() -> EngineException.notFound("get " + name + ": no such volume"));
    }

    void create(ApiRequest request) throws IOException {
        JsonObject body = JsonBody.read(request.exchange().request());
        String name = body.text("Name");
        checkDriver(name, body);
        Map<String, String> labels = body.textMap("Labels");
        boolean isNew = name.isEmpty() || volumes.find(name).isEmpty();
        Volume volume = name.isEmpty() ? volumes.createAnonymous(labels) : volumes.ensure(name, labels);
        if (isNew) {
            publish("create", volume);
        }
        request.json(201, json -> VolumeWriter.write(json, volume));
    }

    private static void checkDriver(String name, JsonObject body) {
        String driver = body.text("Driver");
        if (!driver.isEmpty() && !driver.equals(VolumeWriter.DRIVER)) {
            throw EngineException.notFound("create " + name + ": error looking up volume plugin " + driver
                    + ": plugin \"" + driver + "\" not found");
        }
        Map<String, String> options = body.textMap("DriverOpts");
        if (!options.isEmpty()) {
            throw EngineException.invalid("create " + name + ": the local driver of this engine takes no options yet,"
                    + " given were: " + String.join(", ", options.keySet()));
        }
        if (body.isSet("ClusterVolumeSpec")) {
            throw new EngineException(EngineException.Category.UNAVAILABLE, SwarmRoutes.NOT_A_MANAGER);
        }
    }

    void remove(ApiRequest request) {
        String name = request.variable("name");
        if (volumes.find(name).isEmpty() && request.flag("force")) {
            request.noContent();
            return;
        }
        Volume volume = get(name);
        List<String> users = use.users(name);
        if (!users.isEmpty()) {
            throw EngineException.conflict(
                    "remove " + name + ": volume is in use - [" + String.join(", ", users) + "]");
        }
        volumes.remove(name);
        publish("destroy", volume);
        request.noContent();
    }

    void prune(ApiRequest request) throws IOException {
        Filters filters = request.filters().accept(PRUNE_KEYS);
        boolean all = filters.flag("all", !request.version().isAtLeast(PRUNES_ANONYMOUS_ONLY));
        List<String> deleted = new ArrayList<>();
        long reclaimed = 0;
        for (Volume volume : sorted()) {
            boolean wanted = (all || volume.anonymous()) && LabelFilter.matches(filters, volume.labels());
            if (wanted && use.users(volume.name()).isEmpty()) {
                reclaimed += DiskUsage.of(volume.data());
                volumes.remove(volume.name());
                publish("destroy", volume);
                deleted.add(volume.name());
            }
        }
        long bytes = reclaimed;
        events.publish("volume", "prune", "", Map.of("reclaimed", String.valueOf(bytes)));
        request.json(200, json -> {
            json.writeStartObject();
            Json.strings(json, "VolumesDeleted", deleted);
            json.writeNumberField("SpaceReclaimed", bytes);
            json.writeEndObject();
        });
    }

    private void publish(String action, Volume volume) {
        events.publish("volume", action, volume.name(), Map.of("driver", VolumeWriter.DRIVER));
    }
}
