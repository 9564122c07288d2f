package dev.gantry.docker;

import static dev.gantry.docker.DockerNames.object;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The container operations. A container is named by its id, an unambiguous beginning of it, or its name. */
public final class DockerContainers {
    private static final TypeReference<List<ContainerSummary>> SUMMARIES = new TypeReference<>() {};

    private final DockerTransport transport;

    DockerContainers(DockerTransport transport) {
        this.transport = transport;
    }

    /** The running ones, or all. */
    public List<ContainerSummary> list(boolean all) {
        return transport
                .send(DockerRequest.get("/containers/json").with("all", all))
                .json(SUMMARIES);
    }

    /** The list's line of one container by full id, empty list when it is gone. */
    public List<ContainerSummary> find(String id) {
        return transport
                .send(DockerRequest.get("/containers/json")
                        .with("all", true)
                        .with("filters", "{\"id\":{\"" + object(id) + "\":true}}"))
                .json(SUMMARIES);
    }

    public ContainerDetails inspect(String container) {
        JsonNode answer =
                transport.send(DockerRequest.get(path(container, "json"))).json(JsonNode.class);
        try {
            return DockerJson.convert(answer, ContainerDetails.class).withRaw(answer);
        } catch (IOException e) {
            throw new DockerException(502, "The engine's answer is not understood: " + e.getMessage());
        }
    }

    public ContainerCreated create(ContainerSpec spec) {
        return transport
                .send(DockerRequest.post("/containers/create")
                        .with("name", spec.name())
                        .json(ContainerCreateJson.of(spec)))
                .json(ContainerCreated.class);
    }

    /** Returns whether it was not running before. */
    public boolean start(String container) {
        return post(container, "start") != 304;
    }

    /** Returns whether it was running before. {@code seconds} to wait before it is killed, null for its own setting. */
    public boolean stop(String container, @Nullable Integer seconds) {
        return transport.sendAndForget(DockerRequest.post(path(container, "stop"))
                        .with("t", seconds)
                        .untilDone())
                != 304;
    }

    public void restart(String container, @Nullable Integer seconds) {
        transport.sendAndForget(DockerRequest.post(path(container, "restart"))
                .with("t", seconds)
                .untilDone());
    }

    /** {@code signal} by name or number, null for SIGKILL. */
    public void kill(String container, @Nullable String signal) {
        transport.sendAndForget(DockerRequest.post(path(container, "kill")).with("signal", signal));
    }

    public void pause(String container) {
        post(container, "pause");
    }

    public void unpause(String container) {
        post(container, "unpause");
    }

    public void rename(String container, String name) {
        transport.sendAndForget(DockerRequest.post(path(container, "rename")).with("name", name));
    }

    /** {@code force} kills it first; {@code volumes} removes its anonymous volumes too. */
    public void remove(String container, boolean force, boolean volumes) {
        transport.sendAndForget(DockerRequest.delete("/containers/" + object(container))
                .with("force", force)
                .with("v", volumes)
                .untilDone());
    }

    public ProcessTable top(String container) {
        return transport.send(DockerRequest.get(path(container, "top"))).json(ProcessTable.class);
    }

    /** Opens the log, each line with its time. Close the reader. */
    public LogReader logs(String container, LogOptions options) {
        boolean tty = inspect(container).config().tty();
        DockerResponse response = transport.send(DockerRequest.get(path(container, "logs"))
                .with("stdout", true)
                .with("stderr", true)
                .with("timestamps", true)
                .with("follow", options.follow())
                .with("tail", options.tail() < 0 ? "all" : options.tail())
                .with("since", options.since())
                .untilDone());
        return new LogReader(response, tty);
    }

    /** One sample about every second until the stream is closed. */
    public JsonStream<ContainerStats> stats(String container) {
        return transport.stream(DockerRequest.get(path(container, "stats")).with("stream", true), ContainerStats.class);
    }

    /** Attaches to standard input, output and error of the container's first process from now on. */
    public HijackedStream attach(String container) {
        return transport.hijack(DockerRequest.post(path(container, "attach"))
                .with("stream", true)
                .with("stdin", true)
                .with("stdout", true)
                .with("stderr", true));
    }

    /** Sets the size of its terminal, in characters. */
    public void resize(String container, int columns, int rows) {
        transport.sendAndForget(
                DockerRequest.post(path(container, "resize")).with("w", columns).with("h", rows));
    }

    private int post(String container, String verb) {
        return transport.sendAndForget(DockerRequest.post(path(container, verb)));
    }

    private static String path(String container, String verb) {
        return "/containers/" + object(container) + "/" + verb;
    }
}
