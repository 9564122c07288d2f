package dev.gantry.support;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** A session for tests, opened by REST as a browser would. */
public record SignedIn(String cookie, String csrfToken) {
    public static final String PASSWORD = "a password for tests";

    public static SignedIn asAdministrator() {
        return as("admin", PASSWORD);
    }

    public static SignedIn as(String name, String password) {
        Response response = given().contentType(ContentType.JSON)
                .body(Map.of("name", name, "password", password))
                .post("/api/session")
                .then()
                .statusCode(200)
                .extract()
                .response();
        return new SignedIn(response.cookie("gantry_session"), response.path("csrfToken"));
    }

    /** A request of this session that carries no forgery token: for reads. */
    public RequestSpecification reading() {
        return given().cookie("gantry_session", cookie);
    }

    /** A request of this session with its forgery token. */
    public RequestSpecification writing() {
        return reading().header("X-CSRF-Token", csrfToken).contentType(ContentType.JSON);
    }
}
