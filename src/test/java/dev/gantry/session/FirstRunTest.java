package dev.gantry.session;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The life of a server on which nobody exists yet: the order of the tests is that life. */
@QuarkusTest
@TestProfile(FirstRunTest.Nobody.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstRunTest {
    private static final String PASSWORD = "first administrator";

    /** Kept by the first test for the others: the server tells it once. */
    private static String code = "";

    @Inject
    FirstRun firstRun;

    @Inject
    Throttle throttle;

    /** A server with an empty database of its own. */
    public static class Nobody implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.datasource.jdbc.url", "jdbc:h2:mem:gantry-first-run", "gantry.admin-password", "");
        }
    }

    @Test
    @Order(1)
    void theServerStartsWithACode() {
        org.junit.jupiter.api.Assertions.assertTrue(firstRun.isOpen());
        code = firstRun.renewCode();
        org.junit.jupiter.api.Assertions.assertTrue(code.matches("([0-9A-Z]{4}-){3}[0-9A-Z]{4}"), code);
    }

    @Test
    @Order(2)
    void aBrowserIsSentToSetUp() {
        given().accept("text/html")
                .redirects()
                .follow(false)
                .get("/")
                .then()
                .statusCode(303)
                .header("Location", equalTo("/setup"));
    }

    @Test
    @Order(3)
    void aWrongCodeCreatesNobody() {
        setUp("0000-0000-0000-0000", PASSWORD).statusCode(403).body("message", containsString("not the setup code"));
    }

    @Test
    @Order(4)
    void aShortPasswordIsRefusedWithTheReasonAndTheCodeStaysValid() {
        setUp(code, "elevenchars").statusCode(400).body("message", containsString("at least 12"));
    }

    @Test
    @Order(5)
    void theCodeCreatesTheAdministratorAndSignsIn() {
        String cookie = setUp(code.toLowerCase(java.util.Locale.ROOT).replace("-", " "), PASSWORD)
                .statusCode(201)
                .body("administrator", is(true))
                .extract()
                .cookie(SessionCookie.NAME);
        given().cookie(SessionCookie.NAME, cookie)
                .get("/api/session")
                .then()
                .statusCode(200)
                .body("name", equalTo("root"));
    }

    @Test
    @Order(6)
    void theCodeWorksOnlyOnce() {
        setUp(code, PASSWORD).statusCode(409);
    }

    @Test
    @Order(7)
    void guessingTheCodeIsSlowedDown() {
        for (int i = 0; i < 6; i++) {
            throttle.failed("setup");
        }
        setUp("1111-1111-1111-1111", PASSWORD).statusCode(429);
    }

    private static ValidatableResponse setUp(String code, String password) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("code", code, "name", "root", "password", password))
                .post("/api/setup")
                .then();
    }
}
