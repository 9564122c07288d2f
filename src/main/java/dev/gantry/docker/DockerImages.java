package dev.gantry.docker;

import static dev.gantry.docker.DockerNames.image;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The image operations. An image is named by its id or by a reference. */
public final class DockerImages {
    private static final TypeReference<List<ImageSummary>> SUMMARIES = new TypeReference<>() {};
    private static final TypeReference<List<ImageHistoryEntry>> HISTORY = new TypeReference<>() {};
    private static final TypeReference<List<ImageRemoval>> REMOVALS = new TypeReference<>() {};

    private final DockerTransport transport;

    DockerImages(DockerTransport transport) {
        this.transport = transport;
    }

    public List<ImageSummary> list() {
        return transport.send(DockerRequest.get("/images/json")).json(SUMMARIES);
    }

    public ImageDetails inspect(String name) {
        JsonNode answer = transport
                .send(DockerRequest.get("/images/" + image(name) + "/json"))
                .json(JsonNode.class);
        try {
            return DockerJson.convert(answer, ImageDetails.class).withRaw(answer);
        } catch (IOException e) {
            throw new DockerException(502, "The engine's answer is not understood: " + e.getMessage());
        }
    }

    public List<ImageHistoryEntry> history(String name) {
        return transport
                .send(DockerRequest.get("/images/" + image(name) + "/history"))
                .json(HISTORY);
    }

    /** Gives an image one more reference. */
    public void tag(String name, String repository, String tag) {
        transport.sendAndForget(DockerRequest.post("/images/" + image(name) + "/tag")
                .with("repo", image(repository))
                .with("tag", tag));
    }

    /** {@code force} removes it although stopped containers or several references use it. */
    public List<ImageRemoval> remove(String name, boolean force) {
        return transport
                .send(DockerRequest.delete("/images/" + image(name))
                        .with("force", force)
                        .untilDone())
                .json(REMOVALS);
    }

    /** Loads an archive of {@code docker save} while it is read; the engine's messages follow. {@code length} −1: unknown. */
    public JsonStream<ProgressMessage> load(InputStream archive, long length) {
        return transport.stream(
                DockerRequest.post("/images/load").with("quiet", false).stream(archive, length), ProgressMessage.class);
    }

    /**
     * Makes an image of a root file system's archive while it is read.
     *
     * @param repository the new image's name
     * @param changes Dockerfile instructions such as {@code CMD ["sh"]}
     */
    public JsonStream<ProgressMessage> importRootFs(
            InputStream archive, long length, String repository, String tag, List<String> changes) {
        DockerRequest request = DockerRequest.post("/images/create")
                .with("fromSrc", "-")
                .with("repo", image(repository))
                .with("tag", tag);
        changes.forEach(change -> request.withAnother("changes", change));
        return transport.stream(request.stream(archive, length), ProgressMessage.class);
    }
}
