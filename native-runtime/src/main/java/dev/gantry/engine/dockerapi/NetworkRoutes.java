package dev.gantry.engine.dockerapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gantry.engine.container.ContainerView;
import dev.gantry.engine.container.Containers;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.error.EngineException.Category;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /networks}: the three that exist can be looked at; others cannot be made yet. */
final class NetworkRoutes {
    private static final Set<String> KEYS = Set.of("dangling", "driver", "id", "label", "name", "scope", "type");
    private static final Set<String> PRUNE_KEYS = Set.of("label", "label!", "until");

    private final Containers containers;

    NetworkRoutes(ApiServices services) {
        this.containers = services.containers();
    }

    void register(Router router) {
        router.get("/networks", this::list);
        router.get("/networks/{id}", this::inspect);
        router.post("/networks/create", NetworkRoutes::unsupported);
        router.post("/networks/{id}/connect", NetworkRoutes::unsupported);
        router.post("/networks/{id}/disconnect", NetworkRoutes::unsupported);
        router.delete("/networks/{id}", NetworkRoutes::remove);
        router.post("/networks/prune", NetworkRoutes::prune);
    }

    void list(ApiRequest request) throws IOException {
        Filters filters = request.filters().accept(KEYS);
        filters.get("type").forEach(NetworkRoutes::checkType);
        boolean noneDangles = filters.flag("dangling", false);
        List<FixedNetwork> networks = Arrays.stream(FixedNetwork.values())
                .filter(n -> !noneDangles && matches(filters, n))
                .toList();
        request.json(200, json -> {
            json.writeStartArray();
            for (FixedNetwork network : networks) {
                write(json, network, List.of());
            }
            json.writeEndArray();
        });
    }

    /** None of them was made by a user, carries a label or reaches beyond this machine. */
    private static boolean matches(Filters filters, FixedNetwork network) {
        return filters.exact("driver", network.driver())
                && filters.any("id", network.id()::startsWith)
                && filters.any("name", network.title()::contains)
                && filters.exact("scope", "local")
                && filters.exact("type", "builtin")
                && filters.labels("label", Map.of());
    }

    private static void checkType(String type) {
        if (!type.equals("builtin") && !type.equals("custom")) {
            throw EngineException.invalid("invalid filter: 'type'='" + type + "'");
        }
    }

    void inspect(ApiRequest request) throws IOException {
        FixedNetwork network = FixedNetwork.find(request.variable("id"));
        String scope = request.text("scope");
        if (!scope.isEmpty() && !scope.equals("local")) {
            throw EngineException.notFound("network " + request.variable("id") + " not found");
        }
        List<ContainerView> members = containers.all().stream()
                .filter(c -> c.status().state().isAlive())
                .filter(c -> FixedNetwork.ofMode(c.spec().host().networkMode()) == network)
                .toList();
        request.json(200, json -> write(json, network, members));
    }

    private static void write(JsonGenerator json, FixedNetwork network, List<ContainerView> members)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("Name", network.title());
        json.writeStringField("Id", network.id());
        json.writeStringField("Created", Json.time(Instant.EPOCH));
        json.writeStringField("Scope", "local");
        json.writeStringField("Driver", network.driver());
        json.writeBooleanField("EnableIPv4", true);
        json.writeBooleanField("EnableIPv6", false);
        json.writeObjectFieldStart("IPAM");
        json.writeStringField("Driver", "default");
        json.writeNullField("Options");
        json.writeArrayFieldStart("Config");
        json.writeEndArray();
        json.writeEndObject();
        // As long as nothing leads out of it, the default network is what Docker calls internal.
        json.writeBooleanField("Internal", network == FixedNetwork.BRIDGE);
        json.writeBooleanField("Attachable", false);
        json.writeBooleanField("Ingress", false);
        json.writeObjectFieldStart("ConfigFrom");
        json.writeStringField("Network", "");
        json.writeEndObject();
        json.writeBooleanField("ConfigOnly", false);
        json.writeObjectFieldStart("Containers");
        for (ContainerView member : members) {
            writeMember(json, member);
        }
        json.writeEndObject();
        Json.strings(json, "Options", Map.of());
        Json.strings(json, "Labels", Map.of());
        json.writeEndObject();
    }

    private static void writeMember(JsonGenerator json, ContainerView member) throws IOException {
        json.writeObjectFieldStart(member.id());
        json.writeStringField("Name", member.name());
        for (String field : List.of("EndpointID", "MacAddress", "IPv4Address", "IPv6Address")) {
            json.writeStringField(field, "");
        }
        json.writeEndObject();
    }

    private static void unsupported(ApiRequest request) {
        throw new EngineException(
                Category.NOT_IMPLEMENTED,
                "networks are not supported by this engine yet: containers have a loopback interface of their own, or"
                        + " the machine's with --network host");
    }

    private static void remove(ApiRequest request) {
        FixedNetwork network = FixedNetwork.find(request.variable("id"));
        throw new EngineException(
                Category.FORBIDDEN, network.title() + " is a pre-defined network and cannot be removed");
    }

    /** There is never one to remove, and system prune must not fail for it. */
    private static void prune(ApiRequest request) throws IOException {
        request.filters().accept(PRUNE_KEYS);
        request.json(200, json -> {
            json.writeStartObject();
            Json.strings(json, "NetworksDeleted", List.of());
            json.writeEndObject();
        });
    }
}
