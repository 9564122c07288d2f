package dev.gantry.engine.dockerapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.engine.Engine;
import dev.gantry.engine.EngineOptions;
import dev.gantry.engine.support.ApiClient;
import dev.gantry.engine.support.ApiClient.Answer;
import dev.gantry.engine.support.RawClient;
import dev.gantry.engine.support.TarBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("root")
@Timeout(60)
class ImageApiRootTest {
    private static final byte[] ROOT_FS = new TarBuilder()
            .file("hello", "world")
            .directory("etc/")
            .file("etc/motd", "hi")
            .build();

    @TempDir
    Path directory;

    private Path socket;
    private Engine engine;
    private ApiClient api;

    @BeforeEach
    void start() {
        socket = directory.resolve("engine.sock");
        engine = Engine.start(new EngineOptions(directory.resolve("data"), directory.resolve("exec"), socket));
        api = new ApiClient(socket);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private String importAs(String name, String... changes) throws IOException {
        StringBuilder path = new StringBuilder("/v1.50/images/create?fromSrc=-&repo=" + name + "&message=made");
        for (String change : changes) {
            path.append("&changes=").append(change.replace(" ", "+"));
        }
        Answer answer = api.upload(path.toString(), ROOT_FS);
        assertEquals(200, answer.status(), answer.body());
        return last(answer).path("status").asText();
    }

    private static JsonNode last(Answer answer) throws IOException {
        List<String> lines = answer.body().lines().toList();
        return json(lines.getLast());
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(e -> texts.add(e.asText()));
        return texts;
    }

    private List<String> tagsListed(String query) throws IOException {
        List<String> tags = new ArrayList<>();
        json(api.get("/images/json" + query).body()).forEach(image -> tags.addAll(texts(image.path("RepoTags"))));
        return tags;
    }

    @Test
    void anImportedImageIsListedAndInspectedByNameAndId() throws IOException {
        String id = importAs("registry.example:5000/team/app&tag=v1", "CMD [\"/hello\"]", "LABEL a=b");
        assertTrue(id.matches("sha256:[0-9a-f]{64}"), id);

        for (String name : List.of(
                "registry.example:5000/team/app:v1",
                "registry.example:5000%2Fteam%2Fapp:v1",
                id,
                id.substring(7, 19))) {
            Answer answer = api.get("/v1.50/images/" + name + "/json");
            assertEquals(200, answer.status(), name);
            JsonNode image = json(answer.body());
            assertEquals(id, image.path("Id").asText());
            assertEquals("made", image.path("Comment").asText());
            assertEquals("[\"/hello\"]", image.path("Config").path("Cmd").toString());
            assertEquals("b", image.path("Config").path("Labels").path("a").asText());
            assertEquals(7, image.path("Size").asLong());
            assertEquals("linux", image.path("Os").asText());
            assertEquals(1, image.path("RootFS").path("Layers").size());
            assertFalse(image.has("VirtualSize"));
        }
        assertTrue(json(api.get("/v1.43/images/" + id + "/json").body()).has("VirtualSize"));
        JsonNode history = json(api.get("/images/" + id + "/history").body());
        assertEquals("made", history.path(0).path("Comment").asText());
        assertEquals(
                List.of("registry.example:5000/team/app:v1"),
                texts(history.path(0).path("Tags")));
    }

    @Test
    void filtersChooseImagesAndTheNamesTheyAreShownBy() throws IOException {
        importAs("team/app", "LABEL tier=front");
        api.post("/images/team/app/tag?repo=team/app&tag=old");
        api.post("/images/team/app/tag?repo=other");

        assertEquals(List.of("team/app:latest", "team/app:old"), tagsListed("?filters={\"reference\":[\"team/*\"]}"));
        assertEquals(List.of("team/app:old"), tagsListed("?filters={\"reference\":{\"*/*:o*\":true}}"));
        assertEquals(3, tagsListed("?filters={\"label\":[\"tier=front\"]}").size());
        assertEquals(List.of(), tagsListed("?filters={\"label\":[\"tier=back\"]}"));
        assertEquals(List.of(), tagsListed("?filters={\"dangling\":[\"true\"]}"));
        assertEquals(List.of("gantry/hello:latest"), tagsListed("?filters={\"before\":[\"team/app\"]}"));
        assertEquals(3, tagsListed("?filters={\"since\":[\"gantry/hello\"]}").size());
        assertEquals(
                404, api.get("/images/json?filters={\"before\":[\"nobody\"]}").status());
        assertEquals(400, api.get("/images/json?filters={\"colour\":[\"red\"]}").status());
    }

    @Test
    void tagsAreRefusedInDockersWords() throws IOException {
        assertEquals(201, api.post("/images/gantry/hello/tag?repo=a/b&tag=c").status());
        assertEquals(404, api.post("/images/nobody/tag?repo=a").status());
        assertEquals(400, api.post("/images/gantry/hello/tag").status());
        Answer upper = api.post("/images/gantry/hello/tag?repo=Upper");
        assertEquals(400, upper.status());
        assertTrue(upper.body().contains("must be lowercase"), upper.body());
    }

    @Test
    void anImageAContainerUsesIsKept() throws IOException {
        Answer created = api.post("/containers/create?name=user", "{\"Image\":\"gantry/hello\"}");
        assertEquals(201, created.status(), created.body());

        Answer refused = api.delete("/images/gantry/hello");
        assertEquals(409, refused.status());
        assertTrue(refused.body().contains("is using its referenced image"), refused.body());
        assertEquals(
                "[]",
                json(api.post("/images/prune?filters={\"dangling\":[\"false\"]}")
                                .body())
                        .path("ImagesDeleted")
                        .toString());

        assertEquals(204, api.delete("/containers/user").status());
        JsonNode rows = json(api.delete("/images/gantry/hello").body());
        assertEquals("gantry/hello:latest", rows.path(0).path("Untagged").asText());
        assertTrue(rows.path(1).has("Deleted"));
    }

    @Test
    void pruneTakesWhatNobodyUsesAndTellsTheSpace() throws IOException {
        importAs("one");
        importAs("one", "LABEL second=yes");

        JsonNode dangling = json(api.post("/images/prune").body());
        assertEquals(1, dangling.path("ImagesDeleted").size(), dangling.toString());
        assertEquals(0, dangling.path("SpaceReclaimed").asLong(), "its layer is shared");
        JsonNode all = json(api.post("/images/prune?filters={\"dangling\":[\"false\"],\"label\":[\"second\"]}")
                .body());
        assertEquals(
                "one:latest", all.path("ImagesDeleted").path(0).path("Untagged").asText());
        assertEquals(7, all.path("SpaceReclaimed").asLong());
        assertEquals(List.of("gantry/hello:latest"), tagsListed(""));
    }

    @Test
    void whatWasSavedCanBeLoadedAgain() throws IOException {
        String id = importAs("keep&tag=1");
        Answer saved = api.get("/images/keep:1/get");
        assertTrue(saved.hasHeader("Content-Type: application/x-tar"), saved.head());
        api.delete("/images/keep:1");

        Answer loaded = api.upload("/images/load?quiet=0", saved.body().getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(200, loaded.status());
        assertEquals("Loaded image: keep:1\n", last(loaded).path("stream").asText());
        assertTrue(loaded.body().contains("\"status\":\"Loading layer\""), loaded.body());
        assertEquals(id, json(api.get("/images/keep:1/json").body()).path("Id").asText());
        assertEquals(404, api.get("/images/get?names=keep:1&names=nobody").status());
        assertEquals(400, api.get("/images/get").status());
    }

    @Test
    void anArchiveThatHasArrivedIsTakenInThoughItsSenderHasLeft() throws IOException {
        String id = importAs("keep&tag=1");
        byte[] saved = api.get("/images/keep:1/get").body().getBytes(StandardCharsets.ISO_8859_1);
        api.delete("/images/keep:1");
        try (RawClient listener = new RawClient(socket)) {
            listener.send("GET /events?filters={\"event\":[\"load\"]} HTTP/1.1\r\nHost: x\r\n\r\n");
            listener.readUntil("\r\n\r\n");
            try (RawClient sender = new RawClient(socket)) {
                sender.send("POST /images/load?quiet=0 HTTP/1.1\r\nHost: x\r\nContent-Length: " + saved.length
                                + "\r\n\r\n")
                        .send(saved);
            }
            listener.readUntil(id);
        }
        assertEquals(200, api.get("/images/keep:1/json").status());
    }

    @Test
    void anArchiveThatIsNoneFailsInsideTheStream() throws IOException {
        Answer answer = api.upload("/images/load", "not a tar".getBytes(StandardCharsets.UTF_8));
        assertEquals(200, answer.status());
        assertFalse(last(answer).path("errorDetail").path("message").asText().isEmpty());
        assertEquals(
                last(answer).path("error").asText(),
                last(answer).path("errorDetail").path("message").asText());
        assertEquals(
                400,
                api.upload("/images/create?fromSrc=-", "not a tar".getBytes(StandardCharsets.UTF_8))
                        .status());
        assertEquals(List.of("gantry/hello:latest"), tagsListed(""));
    }

    @Test
    void whatNeedsARegistrySaysHowToDoWithout() throws IOException {
        Answer pull = api.post("/images/create?fromImage=debian&tag=12");
        assertEquals(404, pull.status());
        assertTrue(pull.body().contains("debian:12") && pull.body().contains("docker load"), pull.body());
        assertEquals(400, api.post("/images/create?fromImage=UPPER").status());
        assertEquals(501, api.post("/images/gantry/hello/push").status());
        assertEquals(404, api.post("/images/nobody/push").status());
        assertEquals(
                501, api.post("/images/create?fromSrc=http://example.org/x.tar").status());
        assertEquals(501, api.get("/images/search?term=x").status());
        assertEquals(501, api.get("/distribution/gantry/hello/json").status());
    }
}
