package dev.gantry.engine.dockerapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gantry.engine.container.ContainerView;
import dev.gantry.engine.container.HostSpec;
import java.io.IOException;
import java.util.List;

/** Writes which network a container is in. No addresses: a container has loopback only, or the host's network. */
final class NetworkSettingsWriter {
    private static final List<String> EMPTY_TEXTS =
            List.of("EndpointID", "Gateway", "GlobalIPv6Address", "IPAddress", "IPv6Gateway", "MacAddress");

    private NetworkSettingsWriter() {}

    /** The network's name; the default one is the bridge. */
    static String network(HostSpec host) {
        return FixedNetwork.ofMode(host.networkMode()).title();
    }

    static void writeInspect(JsonGenerator json, ContainerView container) throws IOException {
        json.writeObjectFieldStart("NetworkSettings");
        json.writeStringField("Bridge", "");
        json.writeStringField("SandboxID", "");
        json.writeStringField("SandboxKey", "");
        json.writeObjectFieldStart("Ports");
        json.writeEndObject();
        json.writeBooleanField("HairpinMode", false);
        json.writeStringField("LinkLocalIPv6Address", "");
        json.writeNumberField("LinkLocalIPv6PrefixLen", 0);
        json.writeNullField("SecondaryIPAddresses");
        json.writeNullField("SecondaryIPv6Addresses");
        writeAddress(json);
        writeNetworks(json, container);
        json.writeEndObject();
    }

    static void writeSummary(JsonGenerator json, ContainerView container) throws IOException {
        json.writeObjectFieldStart("NetworkSettings");
        writeNetworks(json, container);
        json.writeEndObject();
    }

    private static void writeNetworks(JsonGenerator json, ContainerView container) throws IOException {
        String name = network(container.spec().host());
        json.writeObjectFieldStart("Networks");
        json.writeObjectFieldStart(name);
        json.writeNullField("IPAMConfig");
        json.writeNullField("Links");
        json.writeNullField("Aliases");
        json.writeNullField("DriverOpts");
        json.writeNumberField("GwPriority", 0);
        json.writeStringField("NetworkID", FixedNetwork.ofMode(name).id());
        writeAddress(json);
        json.writeNullField("DNSNames");
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeAddress(JsonGenerator json) throws IOException {
        for (String name : EMPTY_TEXTS) {
            json.writeStringField(name, "");
        }
        json.writeNumberField("IPPrefixLen", 0);
        json.writeNumberField("GlobalIPv6PrefixLen", 0);
    }
}
