package dev.gantry.engine.container;

import dev.gantry.engine.event.EventBus;
import java.util.LinkedHashMap;
import java.util.Map;

/** Publishes what happens to containers, with the attributes that Docker's events carry. */
final class ContainerEvents {
    private final EventBus bus;

    ContainerEvents(EventBus bus) {
        this.bus = bus;
    }

    void publish(ContainerRecord record, String action) {
        publish(record, action, Map.of());
    }

    void publish(ContainerRecord record, String action, Map<String, String> more) {
        Map<String, String> attributes = new LinkedHashMap<>(record.spec().labels());
        attributes.put("image", record.spec().image());
        attributes.put("name", record.name());
        attributes.putAll(more);
        bus.publish("container", action, record.id(), attributes);
    }
}
