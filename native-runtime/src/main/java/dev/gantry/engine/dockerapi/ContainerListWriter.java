package dev.gantry.engine.dockerapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gantry.engine.container.ContainerState;
import dev.gantry.engine.container.ContainerStatus;
import dev.gantry.engine.container.ContainerView;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.image.ImageStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes containers as {@code docker ps} lists them. For one list. */
final class ContainerListWriter {
    private final ImageStore images;
    private final @Nullable ContainerSizes sizes;
    private final Instant now = Instant.now();
    private final Map<String, String> imageIds = new HashMap<>();

    /** @param sizes {@code null} for a list without sizes */
    ContainerListWriter(ImageStore images, @Nullable ContainerSizes sizes) {
        this.images = images;
        this.sizes = sizes;
    }

    void write(JsonGenerator json, List<ContainerView> containers) throws IOException {
        json.writeStartArray();
        for (ContainerView container : containers) {
            write(json, container);
        }
        json.writeEndArray();
    }

    private void write(JsonGenerator json, ContainerView container) throws IOException {
        json.writeStartObject();
        json.writeStringField("Id", container.id());
        json.writeArrayFieldStart("Names");
        json.writeString("/" + container.name());
        json.writeEndArray();
        json.writeStringField("Image", image(container));
        json.writeStringField("ImageID", container.imageId());
        json.writeStringField("Command", command(container));
        json.writeNumberField("Created", container.created().getEpochSecond());
        json.writeArrayFieldStart("Ports");
        json.writeEndArray();
        if (sizes != null) {
            sizes.write(json, container);
        }
        Json.strings(json, "Labels", container.spec().labels());
        json.writeStringField("State", container.status().state().word());
        json.writeStringField("Status", status(container.status(), now));
        json.writeObjectFieldStart("HostConfig");
        json.writeStringField(
                "NetworkMode", NetworkSettingsWriter.network(container.spec().host()));
        json.writeEndObject();
        NetworkSettingsWriter.writeSummary(json, container);
        MountPointWriter.write(json, container.mounts());
        json.writeEndObject();
    }

    /** The image as the container's maker named it, as long as that name still means the same image. */
    private String image(ContainerView container) {
        String name = container.spec().image();
        String id = imageIds.computeIfAbsent(name, this::imageId);
        return id.equals(container.imageId()) ? name : container.imageId();
    }

    private String imageId(String name) {
        try {
            return images.get(name).id().toString();
        } catch (EngineException e) {
            return "";
        }
    }

    private static String command(ContainerView container) {
        StringBuilder command = new StringBuilder(container.path());
        for (String argument : container.args()) {
            boolean quoted = argument.indexOf(' ') >= 0;
            command.append(quoted ? " '" : " ").append(argument).append(quoted ? "'" : "");
        }
        return command.toString();
    }

    /** What the STATUS column says. */
    static String status(ContainerStatus status, Instant now) {
        return switch (status.state()) {
            case RUNNING -> "Up " + since(status.startedAt(), now);
            case PAUSED -> "Up " + since(status.startedAt(), now) + " (Paused)";
            case RESTARTING -> "Restarting (" + status.exitCode() + ") " + since(status.finishedAt(), now) + " ago";
            case REMOVING -> "Removal In Progress";
            case DEAD -> "Dead";
            case CREATED -> "Created";
            case EXITED -> "Exited (" + status.exitCode() + ") " + since(status.finishedAt(), now) + " ago";
        };
    }

    private static String since(@Nullable Instant time, Instant now) {
        return HumanDuration.of(time == null ? Duration.ZERO : Duration.between(time, now));
    }

    static boolean isListedByDefault(ContainerState state) {
        return state.isAlive() || state == ContainerState.RESTARTING;
    }
}
