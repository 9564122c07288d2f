package dev.gantry.session;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.gantry.support.SignedIn;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SessionTest {
    @Inject
    Throttle throttle;

    @BeforeEach
    void forgetFailures() {
        throttle.succeeded("name admin", "name nobody", "address 127.0.0.1");
    }

    @Test
    void theCookieIsOutOfReachOfScriptsAndOtherSites() {
        given().contentType(ContentType.JSON)
                .body(Map.of("name", "ADMIN", "password", SignedIn.PASSWORD))
                .post("/api/session")
                .then()
                .statusCode(200)
                .header("Set-Cookie", allOf(containsString("HttpOnly"), containsString("SameSite=Strict")));
    }

    @Test
    void aWrongPasswordAndAnUnknownNameGetTheSameAnswer() {
        String wrong = signIn("admin", "not the password").extract().asString();
        String unknown = signIn("nobody", "not the password").extract().asString();
        org.junit.jupiter.api.Assertions.assertEquals(wrong, unknown);
    }

    @Test
    void guessingIsSlowedDownEvenWithTheRightPassword() {
        for (int i = 0; i < 5; i++) {
            signIn("admin", "not the password").statusCode(401);
        }
        signIn("admin", SignedIn.PASSWORD).statusCode(429).body("message", containsString("try again in"));
    }

    @Test
    void aWriteWithoutTheForgeryTokenIsRefused() {
        SignedIn session = SignedIn.asAdministrator();
        session.reading()
                .contentType(ContentType.JSON)
                .body(Map.of("name", "t"))
                .post("/api/tokens")
                .then()
                .statusCode(403);
        session.reading()
                .header("X-CSRF-Token", "wrong")
                .delete("/api/session")
                .then()
                .statusCode(403);
        session.reading().get("/api/session").then().statusCode(200);
    }

    @Test
    void aFormCarriesItsTokenInAField() {
        SignedIn session = SignedIn.asAdministrator();
        form(session).post("/containers/x/start").then().statusCode(403).body(containsString("forgery token"));
        form(session)
                .formParam("_csrf", "wrong")
                .post("/containers/x/start")
                .then()
                .statusCode(403)
                .body(containsString("forgery token"));
        form(session)
                .formParam("_csrf", session.csrfToken())
                .post("/containers/x/start")
                .then()
                .statusCode(not(403));
    }

    private static RequestSpecification form(SignedIn session) {
        return session.reading()
                .contentType("application/x-www-form-urlencoded")
                .accept("text/html")
                .redirects()
                .follow(false)
                .formParam("x", "y");
    }

    @Test
    void aWriteFromAnotherSiteIsRefusedEvenWithTheToken() {
        SignedIn session = SignedIn.asAdministrator();
        session.writing()
                .header("Origin", "https://evil.example")
                .delete("/api/session")
                .then()
                .statusCode(403);
        session.writing()
                .header("Sec-Fetch-Site", "cross-site")
                .delete("/api/session")
                .then()
                .statusCode(403);
        session.writing()
                .header("Sec-Fetch-Site", "same-site")
                .delete("/api/session")
                .then()
                .statusCode(403);
    }

    @Test
    void signingInFromAnotherSiteIsRefused() {
        given().contentType(ContentType.JSON)
                .header("Origin", "null")
                .body(Map.of("name", "admin", "password", SignedIn.PASSWORD))
                .post("/api/session")
                .then()
                .statusCode(403);
    }

    @Test
    void signingOutEndsTheSessionOnTheServer() {
        SignedIn session = SignedIn.asAdministrator();
        session.writing()
                .delete("/api/session")
                .then()
                .statusCode(204)
                .header("Set-Cookie", containsString("Max-Age=0"));
        session.reading().get("/api/session").then().statusCode(401);
    }

    @Test
    void anApiTokenActsForItsOwnerUntilItIsRemoved() {
        SignedIn session = SignedIn.asAdministrator();
        var created = session.writing()
                .body(Map.of("name", "ci"))
                .post("/api/tokens")
                .then()
                .statusCode(201)
                .extract();
        String token = created.path("token");
        given().header("Authorization", "Bearer " + token)
                .get("/api/session")
                .then()
                .statusCode(200)
                .body("name", equalTo("admin"));
        session.reading().get("/api/tokens").then().statusCode(200).body(not(containsString(token)));
        session.writing().body(Map.of("name", "ci")).post("/api/tokens").then().statusCode(409);
        session.writing().delete("/api/tokens/" + created.path("id")).then().statusCode(204);
        given().header("Authorization", "Bearer " + token)
                .get("/api/session")
                .then()
                .statusCode(401);
    }

    @Test
    void aBadTokenIsNotSavedByAGoodCookie() {
        SignedIn.asAdministrator()
                .reading()
                .header("Authorization", "Bearer gantry_nonsense")
                .get("/api/session")
                .then()
                .statusCode(401);
    }

    @Test
    void malformedJsonUnknownFieldsAndHugeBodiesAreRefused() {
        given().contentType(ContentType.JSON)
                .body("{\"name\":")
                .post("/api/session")
                .then()
                .statusCode(400)
                .body("message", notNullValue());
        given().contentType(ContentType.JSON)
                .body("{\"name\":\"admin\",\"password\":\"x\",\"role\":\"x\"}")
                .post("/api/session")
                .then()
                .statusCode(400)
                .body("message", containsString("role"));
        given().contentType(ContentType.JSON)
                .body("{\"name\":\"" + "a".repeat(5 << 20) + "\"}")
                .post("/api/session")
                .then()
                .statusCode(413);
    }

    @Test
    void whatIsMissingIsNamed() {
        given().contentType(ContentType.JSON)
                .body("{\"name\":\"admin\"}")
                .post("/api/session")
                .then()
                .statusCode(400)
                .body("message", startsWith("password"));
    }

    private static io.restassured.response.ValidatableResponse signIn(String name, String password) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("name", name, "password", password))
                .post("/api/session")
                .then();
    }
}
