package dev.gantry.docker;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A message of a long operation (load, import). {@code error} is empty unless it failed, and then it is the last message.
 * {@code id} names the layer concerned.
 */
public record ProgressMessage(
        String status,
        String id,
        String stream,
        String error,
        @Nullable @JsonProperty("progressDetail") Detail detail) {

    /** How far it is, in bytes; total is 0 when unknown. */
    public record Detail(long current, long total) {}

    /** What to show: whichever of the texts it has. */
    public String text() {
        if (!error.isEmpty()) {
            return error;
        }
        return stream.isEmpty() ? status : stream.strip();
    }
}
