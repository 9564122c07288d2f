package dev.gantry.docker;

import static dev.gantry.docker.DockerNames.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Extra processes in running containers. */
public final class DockerExecs {
    private final DockerTransport transport;

    DockerExecs(DockerTransport transport) {
        this.transport = transport;
    }

    /** Prepares an exec and returns its id. */
    public String create(String container, ExecSpec spec) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("AttachStdin", true)
                .put("AttachStdout", true)
                .put("AttachStderr", true)
                .put("Tty", spec.tty());
        spec.command().forEach(body.putArray("Cmd")::add);
        spec.environment().forEach(body.putArray("Env")::add);
        if (spec.user() != null && !spec.user().isBlank()) {
            body.put("User", spec.user());
        }
        if (spec.workingDirectory() != null && !spec.workingDirectory().isBlank()) {
            body.put("WorkingDir", spec.workingDirectory());
        }
        return transport
                .send(DockerRequest.post("/containers/" + object(container) + "/exec")
                        .json(body))
                .json(JsonNode.class)
                .path("Id")
                .asText();
    }

    /** Starts it, its standard streams on the connection. */
    public HijackedStream start(String exec, boolean tty) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("Detach", false).put("Tty", tty);
        return transport.hijack(
                DockerRequest.post("/exec/" + object(exec) + "/start").json(body));
    }

    /** Sets the size of its terminal, in characters. */
    public void resize(String exec, int columns, int rows) {
        transport.sendAndForget(DockerRequest.post("/exec/" + object(exec) + "/resize")
                .with("w", columns)
                .with("h", rows));
    }

    public ExecDetails inspect(String exec) {
        return transport
                .send(DockerRequest.get("/exec/" + object(exec) + "/json"))
                .json(ExecDetails.class);
    }
}
