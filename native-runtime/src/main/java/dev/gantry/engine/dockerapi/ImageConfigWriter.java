package dev.gantry.engine.dockerapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gantry.engine.image.ImageConfig.Healthcheck;
import dev.gantry.engine.image.ImageConfig.Runtime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The part of an image's config that containers take their defaults from, as clients know it. */
final class ImageConfigWriter {
    private ImageConfigWriter() {}

    static void write(JsonGenerator json, Runtime config) throws IOException {
        json.writeStartObject();
        json.writeStringField("User", config.user());
        if (!config.exposedPorts().isEmpty()) {
            Json.set(json, "ExposedPorts", config.exposedPorts());
        }
        Json.strings(json, "Env", config.env().isEmpty() ? null : config.env());
        Json.strings(json, "Cmd", config.cmd());
        if (config.healthcheck() != null) {
            json.writeFieldName("Healthcheck");
            write(json, config.healthcheck());
        }
        if (!config.volumes().isEmpty()) {
            Json.set(json, "Volumes", config.volumes());
        }
        json.writeStringField("WorkingDir", config.workingDir());
        Json.strings(json, "Entrypoint", config.entrypoint());
        Json.strings(json, "OnBuild", config.onBuild());
        Json.strings(json, "Labels", config.labels());
        if (config.stopSignal() != null) {
            json.writeStringField("StopSignal", config.stopSignal());
        }
        List<String> shell = config.shell();
        if (shell != null) {
            Json.strings(json, "Shell", shell);
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Healthcheck check) throws IOException {
        json.writeStartObject();
        Json.strings(json, "Test", check.test());
        duration(json, "Interval", check.interval());
        duration(json, "Timeout", check.timeout());
        duration(json, "StartPeriod", check.startPeriod());
        duration(json, "StartInterval", check.startInterval());
        if (check.retries() != 0) {
            json.writeNumberField("Retries", check.retries());
        }
        json.writeEndObject();
    }

    private static void duration(JsonGenerator json, String field, Duration value) throws IOException {
        if (!value.isZero()) {
            json.writeNumberField(field, value.toNanos());
        }
    }
}
