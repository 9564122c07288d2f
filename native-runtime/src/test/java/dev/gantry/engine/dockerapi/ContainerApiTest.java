package dev.gantry.engine.dockerapi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.engine.container.ContainerLog;
import dev.gantry.engine.container.ContainerSpec;
import dev.gantry.engine.container.ContainerState;
import dev.gantry.engine.container.ExecSpec;
import dev.gantry.engine.container.ExitStatus;
import dev.gantry.engine.http.HttpServer;
import dev.gantry.engine.log.LogWatcher;
import dev.gantry.engine.support.ApiClient;
import dev.gantry.engine.support.ApiClient.Answer;
import dev.gantry.engine.support.ContainersDouble;
import dev.gantry.engine.support.RawClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Containers through a real socket, with containers that only exist in memory. */
@Timeout(20)
class ContainerApiTest {
    private static final String UPGRADE = "Host: x\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n";
    private static final String MULTIPLEXED_101 = "HTTP/1.1 101 UPGRADED\r\nContent-Type:"
            + " application/vnd.docker.multiplexed-stream\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n";

    @TempDir
    Path directory;

    private final ContainersDouble containers = new ContainersDouble();
    private final LogWatcher watcher = new LogWatcher();
    private Path socket;
    private HttpServer server;
    private ApiClient api;

    @BeforeEach
    void start() throws IOException {
        ApiServices services = new ApiServices(containers, null, null, null, null, null, "test", "id", directory);
        Router router = new Router();
        new ContainerRoutes(services).register(router);
        new LifecycleRoutes(services).register(router);
        new AttachRoutes(services).register(router);
        new StatsRoutes(services).register(router);
        new LogRoutes(services, watcher).register(router);
        new ExecRoutes(services).register(router);
        socket = directory.resolve("api.sock");
        server = HttpServer.start(socket, "no-such-group", new ApiDispatcher(router, "test"));
        api = new ApiClient(socket);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        watcher.close();
    }

    private static ContainerSpec spec(boolean tty, boolean stdin) throws IOException {
        String json = "{\"Image\":\"img\",\"Tty\":" + tty + ",\"OpenStdin\":" + stdin + ",\"StdinOnce\":" + stdin + "}";
        return new ContainerSpecReader().read(JsonObject.of(new ObjectMapper().readTree(json)));
    }

    private void running(String name, boolean tty) throws IOException {
        containers.add(name, spec(tty, true), ContainerState.RUNNING);
    }

    private static String frame(int stream, String text) {
        return (char) stream + "\0\0\0\0\0\0" + (char) text.length() + text;
    }

    private ContainersDouble.Session session() throws InterruptedException {
        ContainersDouble.Session session = containers.sessions.poll(10, TimeUnit.SECONDS);
        assertTrue(session != null, "nothing was attached");
        return session;
    }

    @Test
    void createAnswersTheIdAndAllWarnings() throws IOException {
        Answer answer = api.post("/v1.50/containers/create?name=web", "{\"Image\":\"img\",\"Novelty\":true}");
        assertEquals(201, answer.status(), answer.body());
        JsonNode json = new ObjectMapper().readTree(answer.body());
        assertEquals(64, json.path("Id").asText().length());
        assertEquals(2, json.path("Warnings").size());
        assertEquals("create web", containers.calls.poll());
    }

    @Test
    void bodiesThatAreNoJsonObjectAreRefused() throws IOException {
        for (String body : List.of(
                "",
                "{",
                "[]",
                "\"x\"",
                "{} {}",
                "{\"Image\":\"a\",\"Image\":\"b\"}",
                "{\"a\":".repeat(70) + "1" + "}".repeat(70))) {
            Answer answer = api.post("/containers/create", body);
            assertEquals(400, answer.status(), body);
            assertTrue(
                    new ObjectMapper().readTree(answer.body()).path("message").isTextual(), answer.body());
        }
        assertTrue(containers.calls.isEmpty());
    }

    @Test
    void bodiesOverFourMebibytesAreRefused() throws IOException {
        assertEquals(
                413,
                api.post("/containers/create", "{\"Image\":\"" + "x".repeat(5 << 20) + "\"}")
                        .status());
    }

    @Test
    void bodiesThatAreNotAnnouncedAsJsonAreRefused() throws IOException {
        Answer answer = api.upload("/containers/create", "{\"Image\":\"a\"}".getBytes(StandardCharsets.UTF_8));
        assertEquals(400, answer.status());
        assertTrue(answer.body().contains("unsupported Content-Type header (application/x-tar)"), answer.body());
    }

    @Test
    void failuresHaveDockersStatusAndShape() throws IOException {
        running("web", false);
        assertEquals(
                "{\"message\":\"No such container: none\"}\n",
                api.get("/containers/none/json").body());
        assertEquals(404, api.post("/containers/none/start").status());
        Answer again = api.post("/containers/web/start");
        assertEquals(304, again.status());
        assertEquals("", again.body());
        assertEquals("{\"message\":\"page not found\"}\n", api.get("/nowhere").body());
        assertEquals(404, api.get("/containers/web/start").status());
        assertEquals(400, api.get("/v1.23/containers/json").status());
        assertTrue(api.get("/v1.51/containers/json").body().contains("too new. Maximum supported API version is 1.50"));
        assertEquals(501, api.get("/containers/web/export").status());
    }

    @Test
    void parametersReachTheContainer() throws IOException {
        running("web", false);
        assertEquals(204, api.post("/containers/web/stop?signal=USR1&t=3").status());
        assertEquals("stop web USR1 3", containers.calls.poll());
        api.post("/v1.41/containers/web/stop?signal=USR1");
        assertEquals("stop web null null", containers.calls.poll());
        api.delete("/containers/web?force=1&v=true");
        assertEquals("remove web true true", containers.calls.poll());
        api.post("/containers/web/resize?h=24&w=80");
        assertEquals("resize web 24x80", containers.calls.poll());
        assertEquals(400, api.post("/containers/web/resize?h=24&w=x").status());
        assertEquals(400, api.post("/containers/web/stop?t=soon").status());
    }

    @Test
    void inspectSaysWhatCreateWasTold() throws IOException {
        containers.add("web", spec(true, false), ContainerState.EXITED);
        JsonNode json =
                new ObjectMapper().readTree(api.get("/containers/web/json").body());
        assertEquals("/web", json.path("Name").asText());
        assertEquals("exited", json.path("State").path("Status").asText());
        assertEquals(3, json.path("State").path("ExitCode").asInt());
        assertTrue(json.path("Config").path("Tty").asBoolean());
        assertEquals("bridge", json.path("HostConfig").path("NetworkMode").asText());
        assertEquals(
                64,
                json.at("/NetworkSettings/Networks/bridge/NetworkID").asText().length());
    }

    @Test
    void waitSendsItsHeadersBeforeItBlocks() throws Exception {
        running("web", false);
        try (RawClient client = new RawClient(socket)) {
            client.send("POST /v1.50/containers/web/wait?condition=next-exit HTTP/1.1\r\nHost: x\r\n\r\n");
            assertTrue(client.readUntil("\r\n\r\n").startsWith("HTTP/1.1 200 OK\r\n"));
            assertEquals("wait web NEXT_EXIT", containers.calls.poll());
            containers.exit.complete(new ExitStatus(7, ""));
            assertTrue(client.readUntil("0\r\n\r\n").contains("{\"StatusCode\":7}"));
        }
    }

    @Test
    void attachedOutputIsFramedAndInputIsPassedOnAfterWhichOutputGoesOn() throws Exception {
        running("web", false);
        try (RawClient client = new RawClient(socket)) {
            client.send("POST /v1.50/containers/web/attach?stream=1&stdin=1&stdout=1&stderr=1 HTTP/1.1\r\n" + UPGRADE
                    + "\r\n");
            assertTrue(client.readUntil("\r\n\r\n").startsWith(MULTIPLEXED_101));
            ContainersDouble.Session session = session();
            session.print(1, "out");
            session.print(2, "err");
            assertEquals(frame(1, "out") + frame(2, "err"), new String(client.read(22), StandardCharsets.ISO_8859_1));
            client.send("typed").endInput();
            session.stdinClosed.get(10, TimeUnit.SECONDS);
            assertEquals("typed", session.stdin.toString(StandardCharsets.UTF_8));
            session.print(1, "late");
            session.end();
            assertEquals(frame(1, "late"), client.readAll());
        }
    }

    @Test
    void aTerminalIsNotFramedAndTheDetachKeysLeaveIt() throws Exception {
        running("web", true);
        try (RawClient client = new RawClient(socket)) {
            client.send("POST /containers/web/attach?stream=1&stdin=1&stdout=1&detachKeys=ctrl-x HTTP/1.1\r\n" + UPGRADE
                    + "\r\n");
            assertTrue(client.readUntil("\r\n\r\n").contains("application/vnd.docker.raw-stream"));
            ContainersDouble.Session session = session();
            session.print(1, "$ ");
            assertArrayEquals("$ ".getBytes(StandardCharsets.UTF_8), client.read(2));
            client.send("ls\u0018more");
            session.closed.get(10, TimeUnit.SECONDS);
            assertEquals("ls", session.stdin.toString(StandardCharsets.UTF_8));
            assertFalse(session.stdinClosed.isDone());
            assertEquals("", client.readAll());
        }
    }

    @Test
    void streamsThatWereNotAskedForAreNotSent() throws Exception {
        running("web", false);
        try (RawClient client = new RawClient(socket)) {
            client.send("POST /v1.41/containers/web/attach?stream=1&stderr=1 HTTP/1.1\r\n" + UPGRADE + "\r\n");
            assertTrue(client.readUntil("\r\n\r\n").contains("application/vnd.docker.raw-stream"));
            ContainersDouble.Session session = session();
            session.print(1, "out");
            session.print(2, "err");
            session.end();
            assertEquals(frame(2, "err"), client.readAll());
        }
    }

    @Test
    void aClientThatVanishesIsDetachedEvenWhenNothingIsWritten() throws Exception {
        running("web", false);
        ContainersDouble.Session session;
        try (RawClient client = new RawClient(socket)) {
            client.send("POST /containers/web/attach?stream=1&stdout=1 HTTP/1.1\r\n" + UPGRADE + "\r\n")
                    .endInput();
            client.readUntil("\r\n\r\n");
            session = session();
            assertFalse(session.closed.isDone());
        }
        session.closed.get(10, TimeUnit.SECONDS);
    }

    @Test
    void attachingToAPausedContainerOrWithImpossibleKeysIsRefused() throws IOException {
        containers.add("still", spec(false, false), ContainerState.PAUSED);
        assertEquals(409, api.post("/containers/still/attach?stream=1").status());
        assertEquals(
                400,
                api.post("/containers/still/attach?stream=1&detachKeys=nonsense")
                        .status());
    }

    @Test
    void anExecIsMadeStartedAndLookedAt() throws Exception {
        running("web", false);
        Answer made = api.post("/containers/web/exec", "{\"Cmd\":[\"ls\"],\"AttachStdin\":true,\"AttachStdout\":true}");
        assertEquals(201, made.status(), made.body());
        String id = new ObjectMapper().readTree(made.body()).path("Id").asText();
        String body = "{\"Detach\":false,\"Tty\":false}";
        try (RawClient client = new RawClient(socket)) {
            client.send("POST /exec/" + id + "/start HTTP/1.1\r\n" + UPGRADE
                    + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body
                    + "input");
            client.endInput();
            assertTrue(client.readUntil("\r\n\r\n").startsWith(MULTIPLEXED_101));
            ContainersDouble.Session session = session();
            session.stdinClosed.get(10, TimeUnit.SECONDS);
            assertEquals("input", session.stdin.toString(StandardCharsets.UTF_8));
            session.print(1, "done");
            session.end();
            assertEquals(frame(1, "done"), client.readAll());
        }
        JsonNode exec =
                new ObjectMapper().readTree(api.get("/exec/" + id + "/json").body());
        assertTrue(exec.path("ExitCode").isNull());
        assertEquals("ls", exec.path("ProcessConfig").path("entrypoint").asText());
        assertEquals(400, api.post("/containers/web/exec", "{\"Cmd\":[]}").status());
        assertEquals(404, api.post("/exec/none/start", body).status());
    }

    @Test
    void aDetachedExecIsAnsweredAtOnce() throws IOException {
        running("web", false);
        containers.addExec(
                "e1", new ExecSpec(List.of("ls"), List.of(), "", "", false, false, false, false, false, null, 0, 0));
        assertEquals(200, api.post("/exec/e1/start", "{\"Detach\":true}").status());
        assertEquals("startExec detached", containers.calls.poll());
    }

    @Test
    void logsAreFramedStampedAndFollowedToTheEnd() throws Exception {
        running("web", false);
        Path file = Files.writeString(
                directory.resolve("log"), entry("one\\n", "stdout", 1) + entry("bad\\n", "stderr", 2));
        CompletableFuture<Void> ended = new CompletableFuture<>();
        containers.log = new ContainerLog(file, ended);
        assertEquals(
                frame(1, "one\n") + frame(2, "bad\n"),
                api.get("/containers/web/logs?stdout=1&stderr=1").body());
        assertEquals(
                frame(2, "2026-01-02T03:04:02.000000000Z bad\n"),
                api.get("/containers/web/logs?stderr=1&timestamps=1").body());
        assertEquals(400, api.get("/containers/web/logs").status());
        assertEquals(400, api.get("/containers/web/logs?stdout=1&tail=few").status());
        try (RawClient client = new RawClient(socket)) {
            client.send("GET /containers/web/logs?follow=1&stdout=1&tail=1 HTTP/1.1\r\nHost: x\r\n\r\n")
                    .readUntil("\r\n\r\n");
            Files.writeString(file, entry("two\\n", "stdout", 3), StandardOpenOption.APPEND);
            client.readUntil(frame(1, "two\n"));
            ended.complete(null);
            client.readUntil("0\r\n\r\n");
        }
    }

    private static String entry(String text, String stream, int second) {
        return "{\"log\":\"" + text + "\",\"stream\":\"" + stream + "\",\"time\":\"2026-01-02T03:04:0" + second
                + ".000000000Z\"}\n";
    }

    @Test
    void statsHaveWhatClientsComputeWith() throws IOException {
        running("web", false);
        JsonNode json = new ObjectMapper()
                .readTree(api.get("/containers/web/stats?stream=0&one-shot=1").body());
        assertEquals("/web", json.path("name").asText());
        assertTrue(json.at("/cpu_stats/system_cpu_usage").asLong() > 0);
        assertTrue(json.at("/cpu_stats/online_cpus").asInt() > 0);
        assertEquals(0, json.at("/precpu_stats/cpu_usage/total_usage").asLong());
        JsonNode two = new ObjectMapper()
                .readTree(api.get("/containers/web/stats?stream=0").body());
        assertTrue(two.at("/precpu_stats/system_cpu_usage").asLong() > 0);
    }
}
