package dev.gantry.engine.dockerapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.event.Event;
import dev.gantry.engine.event.EventBus;
import dev.gantry.engine.event.EventSubscription;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code /events}: a line of JSON for each, sent at once, until the client leaves or the given time has come. */
final class EventsRoute {
    private static final long NANOS = 1_000_000_000L;

    private final EventBus events;

    EventsRoute(ApiServices services) {
        this.events = services.events();
    }

    void register(Router router) {
        router.get("/events", this::stream);
    }

    void stream(ApiRequest request) throws IOException {
        Long since = time(request, "since");
        Long until = time(request, "until");
        if (since != null && until != null && until < since) {
            throw EngineException.invalid("`since` time (" + request.text("since") + ") cannot be after `until` time ("
                    + request.text("until") + ")");
        }
        EventFilter filter = new EventFilter(request.filters());
        request.exchange().endWithClient();
        request.exchange().response().header("Content-Type", "application/json");
        try (EventSubscription subscription = events.subscribe(since, until, filter)) {
            // The head tells the client that from now on it misses nothing.
            request.output().flush();
            while (subscription.hasNext()) {
                try (JsonGenerator json = Json.FACTORY.createGenerator(request.output())) {
                    write(json, subscription.next());
                    json.writeRaw('\n');
                }
                request.output().flush();
            }
            if (subscription.overflowed()) {
                throw new IOException("the listener did not read its events in time");
            }
        }
    }

    private static @Nullable Long time(ApiRequest request, String name) {
        String text = request.text(name);
        return text.isEmpty() ? null : TimeParameter.parseNanos(name, text);
    }

    private static void write(JsonGenerator json, Event event) throws IOException {
        json.writeStartObject();
        String name = event.attributes().getOrDefault("name", event.actorId());
        // The fields of the first version of this operation, which old clients still read.
        switch (event.type()) {
            case "container" -> {
                json.writeStringField("status", event.action());
                json.writeStringField("id", event.actorId());
                json.writeStringField("from", event.attributes().getOrDefault("image", ""));
            }
            case "image" -> {
                json.writeStringField("status", event.action());
                json.writeStringField("id", name);
            }
            default -> {}
        }
        json.writeStringField("Type", event.type());
        json.writeStringField("Action", event.action());
        json.writeObjectFieldStart("Actor");
        json.writeStringField("ID", event.actorId());
        Json.strings(json, "Attributes", event.attributes());
        json.writeEndObject();
        json.writeStringField("scope", event.scope());
        json.writeNumberField("time", event.timeNanos() / NANOS);
        json.writeNumberField("timeNano", event.timeNanos());
        json.writeEndObject();
    }
}
