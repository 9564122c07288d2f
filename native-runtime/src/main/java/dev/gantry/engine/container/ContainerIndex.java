package dev.gantry.engine.container;

import dev.gantry.engine.error.EngineException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** All containers, found by id, name or id prefix. Looking takes no lock. */
final class ContainerIndex {
    private final ConcurrentSkipListMap<String, Container> byId = new ConcurrentSkipListMap<>();
    private final ContainerNames names = new ContainerNames();

    ContainerNames names() {
        return names;
    }

    void add(Container container) {
        byId.put(container.id(), container);
    }

    void remove(Container container) {
        byId.remove(container.id());
        names.release(container.record().name());
    }

    Collection<Container> all() {
        return byId.values();
    }

    boolean has(String id) {
        return byId.containsKey(id);
    }

    /** Full id first, then name, then prefix, as Docker does. */
    Container get(String ref) {
        Container exact = byId.get(ref);
        if (exact != null) {
            return exact;
        }
        String name = ref.startsWith("/") ? ref.substring(1) : ref;
        Container named = names.idOf(name).map(byId::get).orElse(null);
        return named != null ? named : byPrefix(ref);
    }

    private Container byPrefix(String ref) {
        if (ref.isEmpty()) {
            throw EngineException.notFound("No such container: " + ref);
        }
        Map<String, Container> matches = byId.subMap(ref, ref + Character.MAX_VALUE);
        if (matches.isEmpty()) {
            throw EngineException.notFound("No such container: " + ref);
        }
        if (matches.size() > 1) {
            throw EngineException.invalid("Multiple IDs found with provided prefix: " + ref);
        }
        return matches.values().iterator().next();
    }
}
