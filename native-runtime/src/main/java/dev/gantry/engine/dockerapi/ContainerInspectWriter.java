package dev.gantry.engine.dockerapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gantry.engine.container.ContainerState;
import dev.gantry.engine.container.ContainerStatus;
import dev.gantry.engine.container.ContainerView;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes a container as {@code docker inspect} shows it. */
final class ContainerInspectWriter {
    private ContainerInspectWriter() {}

    /** @param sizes {@code null} to leave them out */
    static void write(JsonGenerator json, ContainerView container, @Nullable ContainerSizes sizes) throws IOException {
        json.writeStartObject();
        json.writeStringField("Id", container.id());
        json.writeStringField("Created", Json.time(container.created()));
        json.writeStringField("Path", container.path());
        Json.strings(json, "Args", container.args());
        writeState(json, container.status());
        json.writeStringField("Image", container.imageId());
        json.writeStringField("ResolvConfPath", container.resolvConfPath().toString());
        json.writeStringField("HostnamePath", container.hostnamePath().toString());
        json.writeStringField("HostsPath", container.hostsPath().toString());
        json.writeStringField("LogPath", text(container.logPath()));
        json.writeStringField("Name", "/" + container.name());
        json.writeNumberField("RestartCount", container.status().restartCount());
        json.writeStringField("Driver", SystemWriter.STORAGE_DRIVER);
        json.writeStringField("Platform", "linux");
        json.writeStringField("MountLabel", "");
        json.writeStringField("ProcessLabel", "");
        json.writeStringField("AppArmorProfile", "");
        Json.strings(json, "ExecIDs", container.execIds().isEmpty() ? null : container.execIds());
        HostConfigWriter.write(json, container.spec().host());
        json.writeObjectFieldStart("GraphDriver");
        json.writeNullField("Data");
        json.writeStringField("Name", SystemWriter.STORAGE_DRIVER);
        json.writeEndObject();
        if (sizes != null) {
            sizes.write(json, container);
        }
        MountPointWriter.write(json, container.mounts());
        ContainerConfigWriter.write(json, container.spec());
        NetworkSettingsWriter.writeInspect(json, container);
        json.writeEndObject();
    }

    private static String text(@Nullable Path path) {
        return path == null ? "" : path.toString();
    }

    private static void writeState(JsonGenerator json, ContainerStatus status) throws IOException {
        ContainerState state = status.state();
        json.writeObjectFieldStart("State");
        json.writeStringField("Status", state.word());
        // Docker counts a paused container as running, and one that waits to be restarted too.
        json.writeBooleanField("Running", state.isAlive() || state == ContainerState.RESTARTING);
        json.writeBooleanField("Paused", state == ContainerState.PAUSED);
        json.writeBooleanField("Restarting", status.restarting());
        json.writeBooleanField("OOMKilled", status.oomKilled());
        json.writeBooleanField("Dead", state == ContainerState.DEAD);
        json.writeNumberField("Pid", status.pid());
        json.writeNumberField("ExitCode", status.exitCode());
        json.writeStringField("Error", status.error());
        json.writeStringField("StartedAt", Json.time(status.startedAt()));
        json.writeStringField("FinishedAt", Json.time(status.finishedAt()));
        json.writeEndObject();
    }
}
