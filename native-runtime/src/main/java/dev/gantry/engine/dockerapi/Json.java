package dev.gantry.engine.dockerapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How JSON is read and written here, and the shapes that come again and again. */
final class Json {
    /** Most bytes of a JSON request body. */
    static final int MAX_BODY = 4 * 1024 * 1024;

    /** How deep objects and arrays of a request may be nested. */
    static final int MAX_DEPTH = 64;

    /** Generators it makes neither close nor flush the stream they write to. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_BODY)
                    .build())
            .build();

    private static final String NO_TIME = "0001-01-01T00:00:00Z";

    private Json() {}

    /** A time as Go writes it; {@code null} as Go's zero time. */
    static String time(@Nullable Instant instant) {
        return instant == null ? NO_TIME : instant.toString();
    }

    static void strings(JsonGenerator json, String name, @Nullable Collection<String> values) throws IOException {
        if (values == null) {
            json.writeNullField(name);
            return;
        }
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    static void strings(JsonGenerator json, String name, Map<String, String> values) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> entry : values.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    /** A set as Go writes it: an object with an empty object for each element. */
    static void set(JsonGenerator json, String name, Collection<String> elements) throws IOException {
        json.writeObjectFieldStart(name);
        for (String element : elements) {
            json.writeObjectFieldStart(element);
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
