package dev.gantry.engine.dockerapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gantry.engine.container.ContainerView;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.image.Image;
import dev.gantry.engine.storage.DiskUsage;
import dev.gantry.engine.volume.Volume;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /system/df}: what images, containers and volumes occupy. Looks at every file of the latter two. */
final class DiskUsageRoute {
    private static final Set<String> TYPES = Set.of("container", "image", "volume", "build-cache");

    private final ApiServices services;

    DiskUsageRoute(ApiServices services) {
        this.services = services;
    }

    void register(Router router) {
        router.get("/system/df", this::answer);
    }

    void answer(ApiRequest request) throws IOException {
        List<String> types = request.texts("type");
        for (String type : types) {
            if (!TYPES.contains(type)) {
                throw EngineException.invalid("unknown object type: " + type);
            }
        }
        request.json(200, json -> {
            json.writeStartObject();
            List<ContainerView> containers = services.containers().all();
            if (types.isEmpty() || types.contains("image")) {
                writeImages(json, request.version(), containers);
            }
            if (types.isEmpty() || types.contains("container")) {
                json.writeFieldName("Containers");
                new ContainerListWriter(services.images(), new ContainerSizes(services)).write(json, containers);
            }
            if (types.isEmpty() || types.contains("volume")) {
                writeVolumes(json);
            }
            if (types.isEmpty() || types.contains("build-cache")) {
                json.writeArrayFieldStart("BuildCache");
                json.writeEndArray();
            }
            json.writeEndObject();
        });
    }

    private void writeImages(JsonGenerator json, ApiVersion version, List<ContainerView> containers)
            throws IOException {
        List<Image> images = services.images().all();
        LayerSizes sizes = new LayerSizes(images);
        Map<String, Long> users = new HashMap<>();
        containers.forEach(c -> users.merge(c.imageId(), 1L, Long::sum));
        json.writeNumberField("LayersSize", sizes.total());
        json.writeArrayFieldStart("Images");
        for (Image image : images) {
            ImageWriter.writeSummary(
                    json,
                    version,
                    image,
                    new ImageFilter.Names(image.references(), image.digests()),
                    sizes.shared(image),
                    users.getOrDefault(image.id().toString(), 0L));
        }
        json.writeEndArray();
    }

    private void writeVolumes(JsonGenerator json) throws IOException {
        VolumeUse use = new VolumeUse(services.containers());
        List<Volume> volumes = services.volumes().all().stream()
                .sorted(Comparator.comparing(Volume::name))
                .toList();
        json.writeArrayFieldStart("Volumes");
        for (Volume volume : volumes) {
            long size;
            try {
                size = DiskUsage.of(volume.data());
            } catch (EngineException e) {
                continue;
            }
            VolumeWriter.write(
                    json,
                    volume,
                    new VolumeWriter.Usage(size, use.users(volume.name()).size()));
        }
        json.writeEndArray();
    }
}
