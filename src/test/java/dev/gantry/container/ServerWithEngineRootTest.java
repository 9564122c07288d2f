package dev.gantry.container;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.support.Console;
import dev.gantry.support.EngineProfile;
import dev.gantry.support.EngineReached;
import dev.gantry.support.SignedIn;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole way from REST to the kernel: the server with its own engine, and the sample image in it. */
@QuarkusTest
@TestProfile(EngineProfile.class)
@Tag("root")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ServerWithEngineRootTest {
    private static final String NAME = "walk";

    @Inject
    EngineReached engine;

    private SignedIn session;

    @BeforeEach
    void signInAndCreate() throws InterruptedException {
        engine.await();
        session = SignedIn.asAdministrator();
        session.writing()
                .body(Map.of("name", NAME, "image", "gantry/hello", "memory", 32 << 20, "pidsLimit", 20))
                .post("/api/containers")
                .then()
                .statusCode(201);
    }

    @AfterEach
    void remove() {
        session.writing().delete("/api/containers/" + NAME + "?force=true");
    }

    @Test
    void aContainerIsStartedReadMeasuredStoppedAndRemoved() {
        act("start");
        session.reading()
                .get("/api/containers/" + NAME)
                .then()
                .body("state.running", is(true))
                .body("hostConfig.memory", is(32 << 20));
        session.reading().get("/api/containers/" + NAME + "/processes").then().statusCode(200);
        act("stop?seconds=1");
        session.reading()
                .get("/api/containers/" + NAME + "/logs")
                .then()
                .statusCode(200)
                .body(containsString("gantry/hello is up"));
        session.reading().get("/api/containers/" + NAME).then().body("state.status", equalTo("exited"));
        session.writing().delete("/api/containers/" + NAME).then().statusCode(204);
        session.reading().get("/api/containers/" + NAME).then().statusCode(404).body("message", containsString(NAME));
    }

    @Test
    void anEnginesRefusalKeepsItsStatusAndWords() {
        session.writing()
                .body(Map.of("name", NAME, "image", "gantry/hello"))
                .post("/api/containers")
                .then()
                .statusCode(409)
                .body("message", containsString("already in use"));
        session.writing()
                .body(Map.of("image", "no/such:image"))
                .post("/api/containers")
                .then()
                .statusCode(404)
                .body("message", containsString("no/such:image"));
    }

    @Test
    void aTicketOpensOneConsoleInTheContainerForOneUser() throws Exception {
        act("start");
        String path = ticket();
        String origin = "http://localhost:" + RestAssured.port;
        Console console = new Console();
        WebSocket socket = console.open(RestAssured.port, path, session, origin).join();
        String output = console.outputAtTheEnd();
        assertTrue(output.contains("Hello"), output);
        assertEquals("{\"type\":\"exit\",\"code\":0}", console.messages());
        socket.abort();
        refused(path, session, origin);
    }

    @Test
    void aTicketIsNoUseToOtherSitesAndStrangers() {
        act("start");
        refused(ticket(), session, "https://evil.example");
        refused(ticket(), new SignedIn("nobody", ""), "http://localhost:" + RestAssured.port);
    }

    @Test
    void aConsoleNeedsARunningContainer() {
        session.writing()
                .body(Map.of("command", List.of("/bin/hello", "hello")))
                .post("/api/containers/" + NAME + "/terminals")
                .then()
                .statusCode(409);
    }

    @Test
    void aTabIsToldWhatHappens() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/events?topics=containers"))
                .header("Cookie", "gantry_session=" + session.cookie())
                .build();
        var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(
                "text/event-stream",
                response.headers().firstValue("Content-Type").orElse(""));
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            awaitLine(lines, "event: connection");
            act("start");
            awaitLine(lines, "event: part");
            awaitLine(lines, NAME);
        }
    }

    private static void awaitLine(BufferedReader lines, String text) throws Exception {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains(text)) {
                return;
            }
        }
        throw new AssertionError("The stream ended without \"" + text + "\"");
    }

    private String ticket() {
        return session.writing()
                .body(Map.of("command", List.of("/bin/hello", "hello"), "tty", true))
                .post("/api/containers/" + NAME + "/terminals")
                .then()
                .statusCode(201)
                .extract()
                .path("path");
    }

    private static void refused(String path, SignedIn session, String origin) {
        assertThrows(
                CompletionException.class,
                () -> new Console()
                        .open(RestAssured.port, path, session, origin)
                        .join());
    }

    private void act(String verb) {
        session.writing().post("/api/containers/" + NAME + "/" + verb).then().statusCode(204);
    }
}
