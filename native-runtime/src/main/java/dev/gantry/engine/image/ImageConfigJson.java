package dev.gantry.engine.image;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.engine.content.DiffId;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.image.ImageConfig.Healthcheck;
import dev.gantry.engine.image.ImageConfig.History;
import dev.gantry.engine.image.ImageConfig.Runtime;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON of an image's config (OCI image-spec, config.md, with the fields Docker adds). */
final class ImageConfigJson {
    /** The most bytes of one JSON document of an image. */
    static final int MAX_BYTES = 4 << 20;

    /** One meaning only: a key that comes twice would be read differently by different programs. */
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private ImageConfigJson() {}

    /** @throws EngineException INVALID_PARAMETER if it is not the config of an image for Linux */
    static ImageConfig parse(byte[] json) {
        try {
            JsonNode root = JSON.readTree(json);
            JsonNode rootFs = root.path("rootfs");
            if (!rootFs.path("diff_ids").isArray()) {
                throw EngineException.invalid("invalid image config: it lists no layers (rootfs.diff_ids)");
            }
            String os = text(root, "os");
            if (!os.isEmpty() && !os.equals("linux")) {
                throw EngineException.invalid("cannot use an image for the operating system \"" + os + "\" on linux");
            }
            return new ImageConfig(
                    text(root, "architecture"),
                    text(root, "variant"),
                    os.isEmpty() ? "linux" : os,
                    time(root.path("created")),
                    text(root, "author"),
                    text(root, "comment"),
                    runtime(root.path("config")),
                    history(root.path("history")),
                    strings(rootFs, "diff_ids").stream().map(DiffId::parse).toList());
        } catch (IOException | DateTimeException e) {
            throw EngineException.invalid("invalid image config: " + firstLine(e.getMessage()));
        }
    }

    static byte[] write(ImageConfig config) {
        ObjectNode root = JSON.createObjectNode();
        put(root, "architecture", config.architecture());
        put(root, "author", config.author());
        put(root, "comment", config.comment());
        root.set("config", write(config.runtime()));
        put(root, "created", config.created());
        ArrayNode history = root.putArray("history");
        config.history().forEach(h -> history.add(write(h)));
        put(root, "os", config.os());
        ObjectNode rootFs = root.putObject("rootfs").put("type", "layers");
        put(rootFs, "diff_ids", config.diffIds().stream().map(DiffId::toString).toList());
        put(root, "variant", config.variant());
        try {
            return JSON.writeValueAsBytes(root);
        } catch (JacksonException e) {
            throw EngineException.system("encode an image config: " + e.getMessage(), e);
        }
    }

    private static Runtime runtime(JsonNode node) throws IOException {
        return new Runtime(
                text(node, "User"),
                strings(node, "Env"),
                node.path("Entrypoint").isArray() ? strings(node, "Entrypoint") : null,
                node.path("Cmd").isArray() ? strings(node, "Cmd") : null,
                text(node, "WorkingDir"),
                keys(node, "Volumes"),
                keys(node, "ExposedPorts"),
                labels(node.path("Labels")),
                text(node, "StopSignal").isEmpty() ? null : text(node, "StopSignal"),
                node.path("Shell").isArray() ? strings(node, "Shell") : null,
                node.path("Healthcheck").isObject() ? healthcheck(node.path("Healthcheck")) : null,
                strings(node, "OnBuild"));
    }

    private static ObjectNode write(Runtime runtime) {
        ObjectNode node = JSON.createObjectNode();
        put(node, "User", runtime.user());
        put(node, "ExposedPorts", keysObject(runtime.exposedPorts()));
        put(node, "Env", runtime.env());
        put(node, "Entrypoint", runtime.entrypoint());
        put(node, "Cmd", runtime.cmd());
        put(node, "Volumes", keysObject(runtime.volumes()));
        put(node, "WorkingDir", runtime.workingDir());
        put(node, "OnBuild", runtime.onBuild().isEmpty() ? null : runtime.onBuild());
        if (!runtime.labels().isEmpty()) {
            ObjectNode labels = node.putObject("Labels");
            runtime.labels().forEach(labels::put);
        }
        put(node, "StopSignal", runtime.stopSignal() == null ? "" : runtime.stopSignal());
        put(node, "Shell", runtime.shell());
        if (runtime.healthcheck() != null) {
            node.set("Healthcheck", write(runtime.healthcheck()));
        }
        return node;
    }

    private static Healthcheck healthcheck(JsonNode node) throws IOException {
        return new Healthcheck(
                strings(node, "Test"),
                Duration.ofNanos(node.path("Interval").asLong()),
                Duration.ofNanos(node.path("Timeout").asLong()),
                Duration.ofNanos(node.path("StartPeriod").asLong()),
                Duration.ofNanos(node.path("StartInterval").asLong()),
                node.path("Retries").asInt());
    }

    private static ObjectNode write(Healthcheck check) {
        ObjectNode node = JSON.createObjectNode();
        put(node, "Test", check.test());
        put(node, "Interval", check.interval());
        put(node, "Timeout", check.timeout());
        put(node, "StartPeriod", check.startPeriod());
        put(node, "StartInterval", check.startInterval());
        if (check.retries() != 0) {
            node.put("Retries", check.retries());
        }
        return node;
    }

    private static List<History> history(JsonNode node) throws IOException {
        List<History> steps = new ArrayList<>();
        for (JsonNode step : node) {
            steps.add(new History(
                    time(step.path("created")),
                    text(step, "created_by"),
                    text(step, "author"),
                    text(step, "comment"),
                    step.path("empty_layer").asBoolean()));
        }
        return List.copyOf(steps);
    }

    private static ObjectNode write(History step) {
        ObjectNode node = JSON.createObjectNode();
        put(node, "created", step.created());
        put(node, "created_by", step.createdBy());
        put(node, "author", step.author());
        put(node, "comment", step.comment());
        if (step.emptyLayer()) {
            node.put("empty_layer", true);
        }
        return node;
    }

    private static String text(JsonNode node, String key) throws IOException {
        JsonNode value = node.path(key);
        if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
            throw new IOException(key + " is not a string");
        }
        return value.asText("");
    }

    private static List<String> strings(JsonNode node, String key) throws IOException {
        List<String> strings = new ArrayList<>();
        for (JsonNode element : node.path(key)) {
            if (!element.isTextual()) {
                throw new IOException(key + " is not a list of strings");
            }
            strings.add(element.asText());
        }
        return List.copyOf(strings);
    }

    /** Sets are written as objects whose values mean nothing. */
    private static Set<String> keys(JsonNode node, String key) {
        Set<String> keys = new LinkedHashSet<>();
        node.path(key).fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static Map<String, String> labels(JsonNode node) {
        Map<String, String> labels = new LinkedHashMap<>();
        node.properties().forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
        return labels;
    }

    private static @Nullable Instant time(JsonNode node) {
        return node.isTextual() ? OffsetDateTime.parse(node.asText()).toInstant() : null;
    }

    private static @Nullable ObjectNode keysObject(Set<String> keys) {
        if (keys.isEmpty()) {
            return null;
        }
        ObjectNode node = JSON.createObjectNode();
        keys.forEach(node::putObject);
        return node;
    }

    private static void put(ObjectNode node, String key, String value) {
        if (!value.isEmpty()) {
            node.put(key, value);
        }
    }

    private static void put(ObjectNode node, String key, @Nullable Instant value) {
        if (value != null) {
            node.put(key, value.toString());
        }
    }

    private static void put(ObjectNode node, String key, Duration value) {
        if (!value.isZero()) {
            node.put(key, value.toNanos());
        }
    }

    private static void put(ObjectNode node, String key, @Nullable ObjectNode value) {
        if (value != null) {
            node.set(key, value);
        }
    }

    private static void put(ObjectNode node, String key, @Nullable Collection<String> values) {
        if (values != null) {
            ArrayNode array = node.putArray(key);
            values.forEach(array::add);
        }
    }

    private static String firstLine(@Nullable String message) {
        return message == null
                ? "it cannot be read"
                : message.lines().findFirst().orElse("");
    }
}
