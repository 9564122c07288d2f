package dev.gantry.docker;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What inspect tells of an image. {@link #raw} is the engine's whole answer. */
public record ImageDetails(
        String id,
        List<String> repoTags,
        List<String> repoDigests,
        String comment,
        String created,
        String author,
        String architecture,
        String os,
        long size,
        @Nullable Config config,
        @Nullable RootFs rootFs,
        @JsonIgnore @Nullable JsonNode raw) {

    /** What a container made from it runs by default. */
    public record Config(
            String user,
            List<String> env,
            List<String> cmd,
            List<String> entrypoint,
            String workingDir,
            Map<String, JsonNode> exposedPorts,
            Map<String, JsonNode> volumes,
            Map<String, String> labels,
            String stopSignal) {}

    /** Its layers, by DiffID. */
    public record RootFs(String type, List<String> layers) {}

    ImageDetails withRaw(JsonNode answer) {
        return new ImageDetails(
                id, repoTags, repoDigests, comment, created, author, architecture, os, size, config, rootFs, answer);
    }
}
