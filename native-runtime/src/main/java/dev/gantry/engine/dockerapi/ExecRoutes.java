package dev.gantry.engine.dockerapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gantry.engine.container.Attachment;
import dev.gantry.engine.container.Containers;
import dev.gantry.engine.container.ExecSpec;
import dev.gantry.engine.container.ExecView;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.http.HijackedStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /exec}: further processes in running containers. */
final class ExecRoutes {
    private final Containers containers;

    ExecRoutes(ApiServices services) {
        this.containers = services.containers();
    }

    void register(Router router) {
        router.post("/containers/{id}/exec", this::create);
        router.post("/exec/{id}/start", this::start);
        router.post("/exec/{id}/resize", this::resize);
        router.get("/exec/{id}/json", this::inspect);
    }

    private void create(ApiRequest request) throws IOException {
        ExecSpec spec = read(JsonBody.read(request.exchange().request()));
        String id = containers.createExec(request.variable("id"), spec);
        request.json(201, json -> {
            json.writeStartObject();
            json.writeStringField("Id", id);
            json.writeEndObject();
        });
    }

    private static ExecSpec read(JsonObject body) {
        List<String> cmd = body.optionalWords("Cmd");
        if (cmd == null || cmd.isEmpty()) {
            throw EngineException.invalid("No exec command specified");
        }
        String detachKeys = body.text("DetachKeys");
        DetachKeys.parse(detachKeys);
        int[] size = body.consoleSize();
        return new ExecSpec(
                cmd,
                body.texts("Env"),
                body.text("WorkingDir"),
                body.text("User"),
                body.flag("Tty"),
                body.flag("Privileged"),
                body.flag("AttachStdin"),
                body.flag("AttachStdout"),
                body.flag("AttachStderr"),
                detachKeys.isEmpty() ? null : detachKeys,
                size[0],
                size[1]);
    }

    private void start(ApiRequest request) throws IOException, InterruptedException {
        JsonObject body = JsonBody.read(request.exchange().request());
        boolean detach = body.flag("Detach");
        boolean tty = body.flag("Tty");
        int[] size = tty ? body.consoleSize() : new int[2];
        ExecView exec = containers.exec(request.variable("id"));
        if (detach) {
            containers.startExec(exec.id(), null, 0, 0).close();
            request.exchange().response().header("Content-Type", "application/json");
            return;
        }
        run(request, exec, size);
    }

    private void run(ApiRequest request, ExecView exec, int[] size) throws IOException, InterruptedException {
        ExecSpec spec = exec.spec();
        ProcessSession session = new ProcessSession(spec.tty(), spec.attachStdout(), spec.attachStderr());
        HijackedStream client = request.exchange().hijack(StreamTypes.of(spec.tty(), request.version()));
        request.exchange().endWithClient();
        session.open(client.output());
        Attachment attachment;
        try {
            attachment = containers.startExec(exec.id(), session, size[0], size[1]);
        } catch (EngineException e) {
            // As Docker does: the client prints what it gets and asks for the exit code.
            byte[] message = (e.getMessage() + "\r\n").getBytes(StandardCharsets.UTF_8);
            if (spec.tty()) {
                client.output().write(message);
            } else {
                StdCopy.write(client.output(), StdCopy.STDOUT, message, 0, message.length);
            }
            return;
        }
        ProcessSession.Input input = spec.attachStdin()
                ? new ProcessSession.Input(!spec.tty(), spec.tty() ? DetachKeys.parse(spec.detachKeys()) : null)
                : null;
        ProcessSession.run(attachment, client, input);
    }

    private void resize(ApiRequest request) {
        containers.resizeExec(request.variable("id"), TerminalSize.rows(request), TerminalSize.columns(request));
    }

    private void inspect(ApiRequest request) throws IOException {
        ExecView exec = containers.exec(request.variable("id"));
        request.json(200, json -> write(json, exec));
    }

    private static void write(JsonGenerator json, ExecView exec) throws IOException {
        ExecSpec spec = exec.spec();
        json.writeStartObject();
        json.writeStringField("ID", exec.id());
        json.writeBooleanField("Running", exec.running());
        writeExitCode(json, exec.exitCode());
        json.writeObjectFieldStart("ProcessConfig");
        json.writeBooleanField("tty", spec.tty());
        json.writeStringField("entrypoint", spec.cmd().getFirst());
        Json.strings(json, "arguments", spec.cmd().subList(1, spec.cmd().size()));
        json.writeBooleanField("privileged", spec.privileged());
        json.writeStringField("user", spec.user());
        json.writeEndObject();
        json.writeBooleanField("OpenStdin", spec.attachStdin());
        json.writeBooleanField("OpenStderr", spec.attachStderr());
        json.writeBooleanField("OpenStdout", spec.attachStdout());
        json.writeBooleanField("CanRemove", false);
        json.writeStringField("ContainerID", exec.containerId());
        json.writeStringField("DetachKeys", spec.detachKeys() == null ? "" : spec.detachKeys());
        json.writeNumberField("Pid", exec.pid());
        json.writeEndObject();
    }

    private static void writeExitCode(JsonGenerator json, @Nullable Integer code) throws IOException {
        if (code == null) {
            json.writeNullField("ExitCode");
        } else {
            json.writeNumberField("ExitCode", code);
        }
    }
}
