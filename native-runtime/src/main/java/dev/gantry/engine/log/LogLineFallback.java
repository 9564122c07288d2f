package dev.gantry.engine.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads lines in another order of fields or with further ones, as dockerd's own logs may have. */
final class LogLineFallback {
    /** @param text in UTF-8 */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Entry(LogStream stream, long nanos, byte[] text) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private LogLineFallback() {}

    /** @return null when it is not an entry */
    static @Nullable Entry parse(byte[] b, int from, int to, LogTime time) {
        JsonNode line;
        try {
            line = JSON.readTree(b, from, to - from);
        } catch (IOException e) {
            return null;
        }
        JsonNode text = line.path("log");
        byte[] written = line.path("time").asText("").getBytes(StandardCharsets.UTF_8);
        if (!text.isTextual() || !time.parse(written, 0, written.length)) {
            return null;
        }
        LogStream stream = line.path("stream").asText("").equals("stderr") ? LogStream.STDERR : LogStream.STDOUT;
        return new Entry(stream, time.nanos(), text.textValue().getBytes(StandardCharsets.UTF_8));
    }
}
