package dev.gantry.engine.dockerapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gantry.engine.volume.Volume;
import java.io.IOException;

/** Volumes in the API's words. */
final class VolumeWriter {
    static final String DRIVER = "local";

    /** How much a volume holds and how many containers use it; sizes are bytes. */
    record Usage(long size, int references) {}

    private VolumeWriter() {}

    static void write(JsonGenerator json, Volume volume) throws IOException {
        json.writeStartObject();
        writeFields(json, volume);
        json.writeEndObject();
    }

    static void write(JsonGenerator json, Volume volume, Usage usage) throws IOException {
        json.writeStartObject();
        writeFields(json, volume);
        json.writeObjectFieldStart("UsageData");
        json.writeNumberField("RefCount", usage.references());
        json.writeNumberField("Size", usage.size());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeFields(JsonGenerator json, Volume volume) throws IOException {
        json.writeStringField("CreatedAt", Json.time(volume.created()));
        json.writeStringField("Driver", DRIVER);
        Json.strings(json, "Labels", volume.labels());
        json.writeStringField("Mountpoint", volume.data().toString());
        json.writeStringField("Name", volume.name());
        json.writeNullField("Options");
        json.writeStringField("Scope", "local");
    }
}
