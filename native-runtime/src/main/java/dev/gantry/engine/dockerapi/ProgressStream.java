package dev.gantry.engine.dockerapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.http.HttpResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * Tells a client what a long operation is doing: one JSON object a line, sent at once, as the docker client draws them.
 * Until the first line the answer's status is open, so that an early failure is an HTTP error; later ones are lines.
 */
final class ProgressStream {
    private static final System.Logger LOG = System.getLogger(ProgressStream.class.getName());
    private static final int BAR = 50;
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private final HttpResponse response;
    private final OutputStream out;
    private boolean abandoned;

    ProgressStream(ApiRequest request) {
        this.response = request.exchange().response().header("Content-Type", "application/json");
        this.out = request.output();
    }

    /** Whether a failure can no longer be told by the status. */
    boolean isBegun() {
        return response.isCommitted();
    }

    /** A line of text for people, line feed included if there is to be one. */
    void stream(String text) {
        line(json -> json.writeStringField("stream", text));
    }

    void status(String text) {
        line(json -> json.writeStringField("status", text));
    }

    /**
     * How far something has come.
     *
     * @param id names what, empty for what has no name
     * @param total bytes in all, -1 if nobody knows
     */
    void progress(String id, String action, long current, long total) {
        line(json -> {
            json.writeStringField("status", action);
            json.writeObjectFieldStart("progressDetail");
            json.writeNumberField("current", current);
            if (total > 0) {
                json.writeNumberField("total", total);
            }
            json.writeEndObject();
            json.writeStringField("progress", bar(current, total));
            if (!id.isEmpty()) {
                json.writeStringField("id", id);
            }
        });
    }

    /** That it failed; nothing may follow. */
    void failure(EngineException e) {
        if (e.category() == EngineException.Category.SYSTEM) {
            LOG.log(System.Logger.Level.ERROR, "an operation with progress failed", e);
        }
        String message = String.valueOf(e.getMessage());
        line(json -> {
            json.writeObjectFieldStart("errorDetail");
            json.writeStringField("message", message);
            json.writeEndObject();
            json.writeStringField("error", message);
        });
    }

    /** Once the client has left, the work goes on untold: what has arrived whole is worth keeping. */
    private void line(ApiRequest.JsonWriter fields) {
        if (abandoned) {
            return;
        }
        try {
            try (JsonGenerator json = Json.FACTORY.createGenerator(out)) {
                json.writeStartObject();
                fields.write(json);
                json.writeEndObject();
                json.writeRaw("\r\n");
            }
            out.flush();
        } catch (IOException e) {
            abandoned = true;
        }
    }

    /** The bar as Docker draws it; clients that know better draw their own from the numbers. */
    static String bar(long current, long total) {
        if (total <= 0 || current > total) {
            return size(current);
        }
        int filled = (int) ((double) current / total * BAR);
        String bar = "=".repeat(filled) + ">" + " ".repeat(BAR - filled);
        return String.format(Locale.ROOT, "[%s] %8s/%s", bar, size(current), size(total));
    }

    /** Four significant digits, decimal units. */
    private static String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        int whole = String.valueOf((long) value).length();
        String number = String.format(Locale.ROOT, "%." + Math.max(0, 4 - whole) + "f", value);
        return (number.indexOf('.') < 0 ? number : number.replaceAll("0+$", "").replaceAll("\\.$", "")) + UNITS[unit];
    }
}
