package dev.gantry.engine.dockerapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gantry.engine.content.DiffId;
import dev.gantry.engine.image.Image;
import dev.gantry.engine.image.ImageConfig;
import dev.gantry.engine.image.ImageStore.HistoryEntry;
import dev.gantry.engine.image.ImageStore.Removal;
import java.io.IOException;
import java.util.List;

/** Images in the API's words. */
final class ImageWriter {
    /** What stands for a figure that was not asked for. */
    static final long NOT_COUNTED = -1;

    /** Since this version there is one size only. */
    private static final int HAS_NO_VIRTUAL_SIZE = 44;

    private ImageWriter() {}

    /**
     * One row of the list.
     *
     * @param references the names to show
     * @param sharedSize bytes of layers that other images have too, or {@link #NOT_COUNTED}
     * @param containers made from it, or {@link #NOT_COUNTED}
     */
    static void writeSummary(
            JsonGenerator json,
            ApiVersion version,
            Image image,
            ImageFilter.Names references,
            long sharedSize,
            long containers)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("Containers", containers);
        json.writeNumberField("Created", image.created().getEpochSecond());
        json.writeStringField("Id", image.id().toString());
        Json.strings(json, "Labels", image.config().runtime().labels());
        json.writeStringField("ParentId", "");
        Json.strings(json, "RepoDigests", references.digests());
        Json.strings(json, "RepoTags", references.tags());
        json.writeNumberField("SharedSize", sharedSize);
        writeSize(json, image, version);
        json.writeEndObject();
    }

    static void writeDetails(JsonGenerator json, ApiVersion version, Image image) throws IOException {
        ImageConfig config = image.config();
        json.writeStartObject();
        json.writeStringField("Id", image.id().toString());
        Json.strings(json, "RepoTags", image.references());
        Json.strings(json, "RepoDigests", image.digests());
        json.writeStringField("Parent", "");
        json.writeStringField("Comment", config.comment());
        if (config.created() != null) {
            json.writeStringField("Created", Json.time(config.created()));
        }
        json.writeStringField("DockerVersion", "");
        json.writeStringField("Author", config.author());
        json.writeFieldName("Config");
        ImageConfigWriter.write(json, config.runtime());
        json.writeStringField("Architecture", config.architecture());
        if (!config.variant().isEmpty()) {
            json.writeStringField("Variant", config.variant());
        }
        json.writeStringField("Os", config.os());
        writeSize(json, image, version);
        json.writeObjectFieldStart("GraphDriver");
        json.writeStringField("Name", SystemWriter.STORAGE_DRIVER);
        json.writeNullField("Data");
        json.writeEndObject();
        json.writeObjectFieldStart("RootFS");
        json.writeStringField("Type", "layers");
        Json.strings(
                json, "Layers", config.diffIds().stream().map(DiffId::toString).toList());
        json.writeEndObject();
        json.writeObjectFieldStart("Metadata");
        json.writeStringField("LastTagTime", Json.time(null));
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeSize(JsonGenerator json, Image image, ApiVersion version) throws IOException {
        json.writeNumberField("Size", image.size());
        if (!version.isAtLeast(HAS_NO_VIRTUAL_SIZE)) {
            json.writeNumberField("VirtualSize", image.size());
        }
    }

    static void writeHistory(JsonGenerator json, List<HistoryEntry> history) throws IOException {
        json.writeStartArray();
        for (HistoryEntry entry : history) {
            json.writeStartObject();
            json.writeStringField("Comment", entry.comment());
            json.writeNumberField("Created", entry.created().getEpochSecond());
            json.writeStringField("CreatedBy", entry.createdBy());
            json.writeStringField("Id", entry.id());
            json.writeNumberField("Size", entry.size());
            Json.strings(json, "Tags", entry.tags().isEmpty() ? null : entry.tags());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The rows of a removal, as an array. */
    static void writeRemovals(JsonGenerator json, List<Removal> rows) throws IOException {
        json.writeStartArray();
        for (Removal row : rows) {
            json.writeStartObject();
            switch (row) {
                case Removal.Untagged(String reference) -> json.writeStringField("Untagged", reference);
                case Removal.Deleted(var id) -> json.writeStringField("Deleted", id.toString());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
