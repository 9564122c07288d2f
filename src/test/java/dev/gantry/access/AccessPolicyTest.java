package dev.gantry.access;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gantry.support.SignedIn;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is no administrator may nothing yet, at any door. */
@QuarkusTest
class AccessPolicyTest {
    private static final String PASSWORD = "not an administrator";
    private static final String ID = "a".repeat(64);

    @Test
    void whoIsNoAdministratorMayNothing() {
        SignedIn administrator = SignedIn.asAdministrator();
        long id = administrator
                .writing()
                .body(Map.of("name", "guest", "password", PASSWORD, "administrator", false))
                .post("/api/users")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
        SignedIn guest = SignedIn.as("guest", PASSWORD);
        for (String path : List.of(
                "/api/containers",
                "/api/containers/x",
                "/api/containers/x/processes",
                "/api/containers/x/logs",
                "/api/containers/x/stats",
                "/api/images",
                "/api/images/one?name=x",
                "/api/images/history?name=x",
                "/api/environments",
                "/api/environments/local/engine",
                "/api/users",
                "/events?topics=containers",
                "/events?topics=stats:" + ID)) {
            assertEquals(403, guest.reading().get(path).statusCode(), path);
        }
        for (String verb : List.of("start", "stop", "restart", "kill", "pause", "unpause")) {
            assertEquals(403, guest.writing().post("/api/containers/x/" + verb).statusCode(), verb);
        }
        assertEquals(
                403,
                guest.writing()
                        .body("{\"image\":\"x\"}")
                        .post("/api/containers")
                        .statusCode());
        assertEquals(403, guest.writing().delete("/api/containers/x").statusCode());
        assertEquals(
                403,
                guest.writing()
                        .body("{\"name\":\"y\"}")
                        .put("/api/containers/x/name")
                        .statusCode());
        assertEquals(
                403,
                guest.writing()
                        .body("{\"command\":[\"sh\"]}")
                        .post("/api/containers/x/terminals")
                        .statusCode());
        assertEquals(403, guest.writing().delete("/api/images?name=x").statusCode());
        assertEquals(403, guest.writing().delete("/api/users/" + id).statusCode());
        assertEquals(
                403,
                guest.reading()
                        .header("X-CSRF-Token", guest.csrfToken())
                        .contentType("application/x-tar")
                        .body(new byte[100_000])
                        .post("/api/images/load")
                        .statusCode());
        administrator.writing().delete("/api/users/" + id).then().statusCode(204);
        guest.reading().get("/api/session").then().statusCode(401);
    }

    @Test
    void theLastAdministratorStays() {
        SignedIn administrator = SignedIn.asAdministrator();
        long id = administrator.reading().get("/api/users").jsonPath().getLong("find { it.name == 'admin' }.id");
        administrator
                .writing()
                .delete("/api/users/" + id)
                .then()
                .statusCode(409)
                .body("message", containsString("last"));
    }

    @Test
    void anEngineThatIsOffIsReportedWithTheReasonAndNothingElseFails() {
        SignedIn administrator = SignedIn.asAdministrator();
        administrator
                .reading()
                .get("/api/containers")
                .then()
                .statusCode(503)
                .contentType(ContentType.JSON)
                .body("message", containsString("gantry.engine.enabled"));
        administrator
                .reading()
                .get("/api/environments")
                .then()
                .statusCode(200)
                .body("find { it.name == 'local' }.reachability.reachable", org.hamcrest.Matchers.is(false));
    }
}
