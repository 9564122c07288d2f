package dev.gantry.engine.dockerapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.http.Exchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request to an operation: its version, its variables and parameters as Docker reads them, and ways to answer. */
record ApiRequest(Exchange exchange, ApiVersion version, Map<String, String> variables) {
    /** Writes one JSON document. */
    @FunctionalInterface
    interface JsonWriter {
        void write(JsonGenerator json) throws IOException;
    }

    /** What stood in the path in place of a variable. */
    String variable(String name) {
        return Objects.requireNonNull(variables.get(name), name);
    }

    /** A query parameter; empty if it is not given. */
    String text(String name) {
        String value = exchange.request().parameter(name);
        return value == null ? "" : value;
    }

    /** A query parameter; {@code null} if it is not given or empty. */
    @Nullable
    String optionalText(String name) {
        String value = exchange.request().parameter(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** All values of a query parameter that may be repeated. */
    List<String> texts(String name) {
        return exchange.request().query().getOrDefault(name, List.of());
    }

    boolean has(String name) {
        return exchange.request().query().containsKey(name);
    }

    /** A query parameter as Docker reads booleans: everything is true but {@code 0 no false none} and nothing. */
    boolean flag(String name) {
        return switch (text(name).trim().toLowerCase(Locale.ROOT)) {
            case "", "0", "no", "false", "none" -> false;
            default -> true;
        };
    }

    boolean flag(String name, boolean otherwise) {
        return has(name) ? flag(name) : otherwise;
    }

    /** A query parameter that is a number; {@code null} if it is not given or empty. */
    @Nullable
    Integer integer(String name) {
        String value = text(name);
        if (value.isEmpty()) {
            return null;
        }
        try {
            return Integer.valueOf(value);
        } catch (NumberFormatException e) {
            throw EngineException.invalid(
                    "invalid value for \"" + name + "\": \"" + value + "\" is not a number of 32 bits");
        }
    }

    Filters filters() {
        return Filters.parse(text("filters"));
    }

    InputStream body() {
        return exchange.request().body();
    }

    /** Where an answer goes that is not one JSON document; set status and headers of the response before. */
    OutputStream output() {
        return exchange.response().body();
    }

    void json(int status, JsonWriter writer) throws IOException {
        exchange.response().status(status).header("Content-Type", "application/json");
        write(writer);
    }

    /** One document more, when status and headers have been seen to; it ends with a line feed. */
    void write(JsonWriter writer) throws IOException {
        try (JsonGenerator json = Json.FACTORY.createGenerator(output())) {
            writer.write(json);
            json.writeRaw('\n');
        }
    }

    void noContent() {
        exchange.response().status(204);
    }
}
