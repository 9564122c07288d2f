package dev.gantry.engine.dockerapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.engine.Engine;
import dev.gantry.engine.EngineOptions;
import dev.gantry.engine.support.ApiClient;
import dev.gantry.engine.support.ApiClient.Answer;
import dev.gantry.engine.support.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("root")
@Timeout(60)
class SystemApiRootTest {
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

    private JsonNode json(String path) throws IOException {
        Answer answer = api.get(path);
        assertEquals(200, answer.status(), answer.body());
        return new ObjectMapper().readTree(answer.body());
    }

    @Test
    void pingTellsTheVersionWithAndWithoutABody() throws IOException {
        for (Answer answer : List.of(api.get("/_ping"), api.head("/_ping"), api.get("/v1.24/_ping"))) {
            assertEquals(200, answer.status());
            assertTrue(answer.hasHeader("Api-Version: 1.50"), answer.head());
            assertTrue(answer.hasHeader("Swarm: inactive"), answer.head());
            assertTrue(answer.hasHeader("Builder-Version: 1"), answer.head());
        }
        assertEquals("OK", api.get("/_ping").body());
        assertEquals("", api.head("/_ping").body());
    }

    @Test
    void infoCountsContainersByStateAndWarnsOfTheNetwork() throws IOException {
        api.post("/containers/create?name=one", "{\"Image\":\"gantry/hello\"}");

        JsonNode info = json("/info");
        assertEquals(1, info.path("Containers").asInt());
        assertEquals(1, info.path("ContainersStopped").asInt());
        assertEquals(0, info.path("ContainersRunning").asInt());
        assertEquals(1, info.path("Images").asInt());
        assertEquals("inactive", info.path("Swarm").path("LocalNodeState").asText());
        assertTrue(info.path("MemTotal").asLong() > 0);
        assertTrue(info.path("NCPU").asInt() > 0);
        assertTrue(info.path("Warnings").toString().contains("loopback"), info.path("Warnings")::toString);
        assertEquals("1.24", json("/version").path("MinAPIVersion").asText());
    }

    @Test
    void theEngineKeepsItsIdWhenItIsStartedAgain() throws IOException {
        String before = json("/info").path("ID").asText();
        engine.close();
        start();
        assertEquals(before, json("/info").path("ID").asText());
    }

    @Test
    void anEventReachesAListenerThatWasThereBefore() throws IOException {
        try (RawClient listener = new RawClient(socket)) {
            listener.send("GET /events?filters={\"type\":[\"volume\"]} HTTP/1.1\r\nHost: x\r\n\r\n");
            listener.readUntil("\r\n\r\n");
            api.post("/images/gantry/hello/tag?repo=other");
            api.post("/volumes/create", "{\"Name\":\"data\"}");
            String line = listener.readUntil("}\n");
            JsonNode event = new ObjectMapper().readTree(line.substring(line.indexOf('{')));
            assertEquals("create", event.path("Action").asText());
            assertEquals("data", event.path("Actor").path("ID").asText());
        }
    }

    @Test
    void pastEventsAreToldUpToTheGivenTime() throws IOException {
        api.post("/images/gantry/hello/tag?repo=other");
        Answer answer = api.get("/events?since=0&until=" + (System.currentTimeMillis() / 1000 + 1)
                + "&filters={\"image\":[\"other\"]}");
        JsonNode event = new ObjectMapper().readTree(answer.body());
        assertEquals("tag", event.path("status").asText());
        assertEquals(400, api.get("/events?since=2&until=1").status());
        assertEquals(400, api.get("/events?since=soon").status());
    }

    @Test
    void aVolumeIsMadeFoundKeptWhileInUseAndRemoved() throws IOException {
        Answer created = api.post("/volumes/create", "{\"Name\":\"data\",\"Labels\":{\"a\":\"b\"}}");
        assertEquals(201, created.status());
        JsonNode volume = json("/volumes/data");
        assertEquals("b", volume.path("Labels").path("a").asText());
        assertTrue(Files.isDirectory(Path.of(volume.path("Mountpoint").asText())));
        assertEquals(201, api.post("/volumes/create", "{\"Name\":\"data\"}").status(), "it exists already");

        api.post(
                "/containers/create?name=user",
                "{\"Image\":\"gantry/hello\",\"HostConfig\":{\"Binds\":[\"data:/data\"]}}");
        Answer refused = api.delete("/volumes/data");
        assertEquals(409, refused.status());
        assertTrue(refused.body().contains("remove data: volume is in use - ["), refused.body());
        assertEquals(
                0,
                json("/volumes?filters={\"dangling\":[\"true\"]}")
                        .path("Volumes")
                        .size());
        api.delete("/containers/user");

        assertEquals(204, api.delete("/volumes/data").status());
        assertEquals(404, api.delete("/volumes/data").status());
        assertEquals(204, api.delete("/volumes/data?force=1").status());
        assertEquals(404, api.get("/volumes/data").status());
    }

    @Test
    void pruneSparesVolumesWithNamesUnlessAllAreMeant() throws IOException {
        api.post("/volumes/create", "{\"Name\":\"named\"}");
        api.post("/volumes/create", "{}");
        api.post("/v1.50/volumes/prune");
        JsonNode left = json("/volumes").path("Volumes");
        assertEquals(1, left.size());
        assertEquals("named", left.path(0).path("Name").asText());
        api.post("/v1.50/volumes/prune?filters={\"all\":[\"true\"]}");
        assertEquals(0, json("/volumes").path("Volumes").size());
    }

    @Test
    void volumesThatCannotBeMadeAreRefused() throws IOException {
        assertEquals(400, api.post("/volumes/create", "{\"Name\":\"../x\"}").status());
        assertEquals(404, api.post("/volumes/create", "{\"Driver\":\"nfs\"}").status());
        assertEquals(
                400,
                api.post("/volumes/create", "{\"Name\":\"x\",\"DriverOpts\":{\"type\":\"tmpfs\"}}")
                        .status());
        assertEquals(0, json("/volumes").path("Volumes").size());
    }

    @Test
    void theNetworksThatExistCanBeLookedAtAndOthersAreRefused() throws IOException {
        JsonNode all = json("/networks");
        assertEquals(3, all.size());
        String id = all.path(0).path("Id").asText();
        assertEquals(
                "bridge", json("/networks/" + id.substring(0, 12)).path("Name").asText());
        assertEquals(
                "none",
                json("/networks?filters={\"driver\":[\"null\"]}")
                        .path(0)
                        .path("Name")
                        .asText());
        assertEquals(404, api.get("/networks/nobody").status());
        assertEquals(403, api.delete("/networks/host").status());
        assertEquals(501, api.post("/networks/create", "{\"Name\":\"x\"}").status());
        assertEquals(200, api.post("/networks/prune").status());
    }

    @Test
    void diskUsageCountsLayersOnceAndWhoUsesThem() throws IOException {
        api.post("/images/gantry/hello/tag?repo=other");
        api.post("/containers/create?name=one", "{\"Image\":\"gantry/hello\"}");
        api.post("/volumes/create", "{\"Name\":\"data\"}");

        JsonNode usage = json("/system/df");
        assertEquals(1, usage.path("Images").size());
        assertEquals(1, usage.path("Images").path(0).path("Containers").asInt());
        assertEquals(
                usage.path("Images").path(0).path("Size").asLong(),
                usage.path("LayersSize").asLong());
        assertEquals(1, usage.path("Containers").size());
        assertEquals(
                0,
                usage.path("Volumes").path(0).path("UsageData").path("RefCount").asInt());
        assertTrue(usage.path("BuildCache").isArray());
        assertTrue(json("/system/df?type=volume").path("Images").isMissingNode());
        assertEquals(400, api.get("/system/df?type=moon").status());
    }

    @Test
    void whatThisEngineIsNotIsAnsweredAsADaemonWithoutIt() throws IOException {
        for (String path : List.of("/swarm", "/nodes", "/services", "/tasks", "/secrets", "/configs/x")) {
            Answer answer = api.get(path);
            assertEquals(503, answer.status(), path);
            assertTrue(answer.body().contains("This node is not a swarm manager."), answer.body());
        }
        assertEquals(501, api.post("/swarm/init", "{}").status());
        assertEquals("[]\n", api.get("/plugins").body());
        assertEquals(404, api.get("/plugins/a/b/json").status());
        assertEquals(501, api.upload("/build", new byte[0]).status());
        assertEquals(200, api.post("/build/prune").status());
        assertEquals(501, api.post("/commit?container=x").status());
        assertEquals(501, api.post("/auth", "{\"username\":\"a\"}").status());
    }
}
