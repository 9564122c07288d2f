package dev.gantry.engine.dockerapi;

import dev.gantry.engine.container.ContainerSpec;
import dev.gantry.engine.container.HostSpec;
import dev.gantry.engine.error.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads the body of a create request: every field Docker has is honoured, refused, or, where Docker itself ignores it or
 * it is unknown, warned about.
 */
final class ContainerSpecReader {
    private static final Set<String> KNOWN_ENDPOINTS = Set.of("default", "bridge", "none", "host");

    private final List<String> warnings = new ArrayList<>();

    /** What is to be answered with the id of the container that was made. */
    List<String> warnings() {
        return warnings;
    }

    /** INVALID_PARAMETER for values that cannot be, NOT_IMPLEMENTED for those this engine does not do yet. */
    ContainerSpec read(JsonObject body) {
        if (body.isEmpty()) {
            throw EngineException.invalid("config cannot be empty in order to create a container");
        }
        JsonObject hostConfig = body.object("HostConfig");
        HostSpec host = new HostSpecReader(hostConfig, warnings).read(body.flag("NetworkDisabled"));
        refuse(body);
        ContainerSpec spec = spec(body, host);
        readEndpoints(body.object("NetworkingConfig"));
        for (String field : body.unknown()) {
            warnings.add("The field " + field + " is not known to this engine and was ignored.");
        }
        for (String field : hostConfig.unknown()) {
            warnings.add("The field " + field + " is not known to this engine and was ignored.");
        }
        return spec;
    }

    private static ContainerSpec spec(JsonObject body, HostSpec host) {
        return new ContainerSpec(
                body.text("Image"),
                body.optionalWords("Entrypoint"),
                body.optionalWords("Cmd"),
                body.texts("Env"),
                body.text("WorkingDir"),
                body.text("User"),
                body.text("Hostname"),
                body.text("Domainname"),
                body.flag("Tty"),
                body.flag("OpenStdin"),
                body.flag("StdinOnce"),
                body.flag("AttachStdin"),
                body.flag("AttachStdout"),
                body.flag("AttachStderr"),
                body.textMap("Labels"),
                body.names("Volumes"),
                body.names("ExposedPorts"),
                body.has("StopSignal") && !body.text("StopSignal").isEmpty() ? body.text("StopSignal") : null,
                body.optionalInteger("StopTimeout"),
                host);
    }

    private static void refuse(JsonObject body) {
        Unsupported.refuse(body, "", List.of("MacAddress", "OnBuild", "Shell", "ArgsEscaped"));
        JsonObject health = body.object("Healthcheck");
        boolean none = health.texts("Test").equals(List.of("NONE"));
        if (!none) {
            Unsupported.refuse(
                    health,
                    "Healthcheck.",
                    List.of("Test", "Interval", "Timeout", "Retries", "StartPeriod", "StartInterval"));
        }
    }

    private static void readEndpoints(JsonObject networking) {
        for (String name : networking.objectNames("EndpointsConfig")) {
            if (!KNOWN_ENDPOINTS.contains(name)) {
                throw EngineException.notFound("network " + name + " not found");
            }
            JsonObject endpoints = networking.object("EndpointsConfig");
            if (endpoints.isSet(name)) {
                throw Unsupported.of("settings of an endpoint (NetworkingConfig.EndpointsConfig." + name + ")");
            }
        }
    }
}
