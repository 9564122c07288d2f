package dev.gantry.docker;

import com.fasterxml.jackson.databind.MappingIterator;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON values one after another as they arrive: events, stats, progress. Reading blocks; closing ends the stream. */
public final class JsonStream<T> implements Closeable {
    private final DockerResponse response;
    private final Class<T> type;
    private @Nullable MappingIterator<T> values;

    JsonStream(DockerResponse response, Class<T> type) {
        this.response = response;
        this.type = type;
    }

    /** The next value, empty when the engine has ended the stream. */
    public Optional<T> next() throws IOException {
        if (values == null) {
            // Not earlier: a parser waits for the first bytes, and an engine may be silent for hours.
            values = DockerJson.reader(type).readValues(response.body());
        }
        return values.hasNextValue() ? Optional.of(values.nextValue()) : Optional.empty();
    }

    @Override
    public void close() {
        response.close();
    }
}
