package dev.gantry.engine.dockerapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gantry.engine.container.ContainerSpec;
import java.io.IOException;

/** Writes the portable half of a container's settings. */
final class ContainerConfigWriter {
    private ContainerConfigWriter() {}

    static void write(JsonGenerator json, ContainerSpec spec) throws IOException {
        json.writeObjectFieldStart("Config");
        json.writeStringField("Hostname", spec.hostname());
        json.writeStringField("Domainname", spec.domainname());
        json.writeStringField("User", spec.user());
        json.writeBooleanField("AttachStdin", spec.attachStdin());
        json.writeBooleanField("AttachStdout", spec.attachStdout());
        json.writeBooleanField("AttachStderr", spec.attachStderr());
        if (!spec.exposedPorts().isEmpty()) {
            Json.set(json, "ExposedPorts", spec.exposedPorts());
        }
        json.writeBooleanField("Tty", spec.tty());
        json.writeBooleanField("OpenStdin", spec.openStdin());
        json.writeBooleanField("StdinOnce", spec.stdinOnce());
        Json.strings(json, "Env", spec.env());
        Json.strings(json, "Cmd", spec.cmd());
        json.writeStringField("Image", spec.image());
        if (spec.volumes().isEmpty()) {
            json.writeNullField("Volumes");
        } else {
            Json.set(json, "Volumes", spec.volumes());
        }
        json.writeStringField("WorkingDir", spec.workingDir());
        Json.strings(json, "Entrypoint", spec.entrypoint());
        json.writeNullField("OnBuild");
        Json.strings(json, "Labels", spec.labels());
        if (spec.stopSignal() != null) {
            json.writeStringField("StopSignal", spec.stopSignal());
        }
        if (spec.stopTimeout() != null) {
            json.writeNumberField("StopTimeout", spec.stopTimeout());
        }
        json.writeEndObject();
    }
}
