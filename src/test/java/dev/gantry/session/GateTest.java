package dev.gantry.session;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gantry.support.SignedIn;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Everything is closed unless it is on the list of open routes. */
@QuarkusTest
class GateTest {
    private static final List<String> OPEN =
            List.of("POST /api/session", "POST /api/setup", "POST /login", "POST /setup");

    @Test
    void everyDocumentedRouteIsClosedToStrangers() {
        Map<String, Map<String, Object>> paths = SignedIn.asAdministrator()
                .reading()
                .accept("application/json")
                .get("/api/openapi?format=json")
                .then()
                .statusCode(200)
                .body("info.title", equalTo("Gantry API"))
                .extract()
                .path("paths");
        assertFalse(paths.isEmpty());
        paths.forEach((path, operations) -> operations.keySet().stream()
                .map(method -> method.toUpperCase(java.util.Locale.ROOT))
                .filter(method ->
                        List.of("GET", "POST", "PUT", "PATCH", "DELETE").contains(method))
                .filter(method -> !OPEN.contains(method + " " + path))
                .filter(method ->
                        !method.equals("GET") || !List.of("/login", "/setup").contains(path))
                .forEach(method -> assertClosed(method, path.replaceAll("\\{[^}]*}", "1"))));
    }

    @Test
    void whatIsNotThereIsClosedToo() {
        for (String path :
                List.of("/", "/nothing", "/api", "/api/nothing", "/events", "/terminals/x", "/q/dev", "/api/openapi")) {
            assertClosed("GET", path);
        }
    }

    @Test
    void aBrowserIsSentToSignInAndBack() {
        given().accept("text/html")
                .redirects()
                .follow(false)
                .get("/containers?state=running")
                .then()
                .statusCode(303)
                .header("Location", equalTo("/login?next=%2Fcontainers%3Fstate%3Drunning"));
    }

    @Test
    void pathsThatMayMeanAnotherAreRefused() throws IOException {
        for (String path :
                List.of("//api/session", "/assets/../api/session", "/assets/%2e%2e/api/session", "/a;b/c", "/a%2Fb")) {
            assertEquals("HTTP/1.1 400 Bad Request", statusLine(path), path);
        }
    }

    @Test
    void healthIsOpenAndHeadersGuardEveryAnswer() {
        given().get("/health")
                .then()
                .statusCode(200)
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                .header("Referrer-Policy", notNullValue());
        given().get("/api/session").then().statusCode(401).header("X-Content-Type-Options", "nosniff");
    }

    /** Over a bare socket: clients tidy such paths up before they send them. */
    private static String statusLine(String path) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.substring(0, answer.indexOf('\r'));
        }
    }

    private static void assertClosed(String method, String path) {
        Response response =
                given().urlEncodingEnabled(false).redirects().follow(false).request(method, path);
        assertEquals(401, response.statusCode(), method + " " + path);
    }
}
