package dev.gantry.docker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a {@link ContainerSpec} as the body of ContainerCreate. */
final class ContainerCreateJson {
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

    private ContainerCreateJson() {}

    static ObjectNode of(ContainerSpec spec) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("Image", spec.image());
        putText(body, "WorkingDir", spec.workingDirectory());
        putText(body, "User", spec.user());
        putText(body, "Hostname", spec.hostname());
        putText(body, "StopSignal", spec.stopSignal());
        putList(body, "Cmd", spec.command());
        putList(body, "Entrypoint", spec.entrypoint());
        putList(body, "Env", spec.environment());
        putMap(body, "Labels", spec.labels());
        body.put("Tty", spec.tty()).put("OpenStdin", spec.openStdin());
        if (spec.stopTimeout() != null) {
            body.put("StopTimeout", spec.stopTimeout());
        }
        body.set("HostConfig", hostConfig(spec));
        return body;
    }

    private static ObjectNode hostConfig(ContainerSpec spec) {
        ObjectNode host = JsonNodeFactory.instance.objectNode();
        host.put("Memory", spec.memory()).put("MemorySwap", spec.memorySwap());
        if (spec.cpus() != null) {
            host.put("NanoCpus", spec.cpus().multiply(NANOS).longValueExact());
        }
        if (spec.pidsLimit() > 0) {
            host.put("PidsLimit", spec.pidsLimit());
        }
        putText(host, "NetworkMode", spec.network());
        host.put("ReadonlyRootfs", spec.readOnlyRoot()).put("AutoRemove", spec.autoRemove());
        putList(host, "CapAdd", spec.addCapabilities());
        putList(host, "CapDrop", spec.dropCapabilities());
        putMap(host, "Tmpfs", spec.tmpfs());
        if (spec.noNewPrivileges()) {
            putList(host, "SecurityOpt", List.of("no-new-privileges"));
        }
        if (spec.restart() != null) {
            host.putObject("RestartPolicy")
                    .put("Name", spec.restart().policy())
                    .put("MaximumRetryCount", spec.restart().maximumRetries());
        }
        putMounts(host, spec.mounts());
        return host;
    }

    /** In the long form: the short one, source:target:mode, has no way to write a colon. */
    private static void putMounts(ObjectNode host, List<ContainerSpec.Mount> mounts) {
        if (mounts.isEmpty()) {
            return;
        }
        ArrayNode array = host.putArray("Mounts");
        for (ContainerSpec.Mount mount : mounts) {
            array.addObject()
                    .put("Type", mount.source().startsWith("/") ? "bind" : "volume")
                    .put("Source", mount.source())
                    .put("Target", mount.target())
                    .put("ReadOnly", mount.readOnly());
        }
    }

    private static void putText(ObjectNode node, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            node.put(name, value);
        }
    }

    private static void putList(ObjectNode node, String name, List<String> values) {
        if (!values.isEmpty()) {
            values.forEach(node.putArray(name)::add);
        }
    }

    private static void putMap(ObjectNode node, String name, Map<String, String> values) {
        if (!values.isEmpty()) {
            values.forEach(node.putObject(name)::put);
        }
    }
}
