package dev.gantry.engine.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gantry.engine.error.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names are understood and shown as Docker does. */
class ImageReferenceTest {
    private static final String DIGEST = "sha256:" + "a1".repeat(32);

    @ParameterizedTest
    @CsvSource({
        "debian, docker.io/library/debian:latest, debian:latest",
        "debian:12, docker.io/library/debian:12, debian:12",
        "library/debian, docker.io/library/debian:latest, debian:latest",
        "docker.io/debian, docker.io/library/debian:latest, debian:latest",
        "index.docker.io/library/debian, docker.io/library/debian:latest, debian:latest",
        "gantry/hello, docker.io/gantry/hello:latest, gantry/hello:latest",
        "library/a/b, docker.io/library/a/b:latest, library/a/b:latest",
        "localhost/x, localhost/x:latest, localhost/x:latest",
        "localhost:5000/x:1, localhost:5000/x:1, localhost:5000/x:1",
        "127.0.0.1:5000/a/b, 127.0.0.1:5000/a/b:latest, 127.0.0.1:5000/a/b:latest",
        "[::1]:5000/a, [::1]:5000/a:latest, [::1]:5000/a:latest",
        "registry.example/a.b_c--d__e/f, registry.example/a.b_c--d__e/f:latest, registry.example/a.b_c--d__e/f:latest",
        "Host/x, Host/x:latest, Host/x:latest",
        "x:_A.b-C, docker.io/library/x:_A.b-C, x:_A.b-C",
    })
    void isNormalisedAndShownInShort(String written, String full, String familiar) {
        ImageReference reference = ImageReference.parse(written).withDefaultTag();
        assertEquals(full, reference.toString());
        assertEquals(familiar, reference.familiar());
        assertEquals(reference, ImageReference.parse(full));
        assertEquals(reference, ImageReference.parse(familiar));
    }

    @Test
    void digestsAreKept() {
        ImageReference reference = ImageReference.parse("debian@" + DIGEST).withDefaultTag();
        assertEquals("docker.io/library/debian@" + DIGEST, reference.toString());
        assertEquals(
                "debian:12@" + DIGEST,
                ImageReference.parse("debian:12@" + DIGEST).familiar());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/",
                "a/",
                "/a",
                "a//b",
                "a:",
                ":a",
                "a b",
                "a:b:c",
                "a@",
                "a@sha256:12",
                "-a",
                "a-",
                "a_",
                "a___b",
                "a..b",
                "._x",
                "a/-b",
                "a:-x",
                "a:.x",
                "-host.example/x",
                "host.example-/x",
                "host.example:port/x",
                "a\nb",
                "a\u0000",
                "größe",
                "../etc",
                "a/../b"
            })
    void refusesWhatIsNoReference(String text) {
        EngineException e = assertThrows(EngineException.class, () -> ImageReference.parse(text));
        assertEquals("invalid reference format", e.getMessage());
        assertEquals(400, e.category().status());
    }

    @Test
    void saysWhatElseIsWrong() {
        assertMessage("invalid reference format: repository name (library/Debian) must be lowercase", "Debian");
        assertMessage(
                "invalid repository name (" + "a".repeat(64) + "), cannot specify 64-byte hexadecimal strings",
                "a".repeat(64));
        assertMessage("repository name must not be more than 255 characters", "x/" + "a".repeat(255));
        assertMessage("invalid reference format", "a:" + "t".repeat(129));
    }

    @Test
    void longHostileNamesAreDecidedAtOnce() {
        assertMessage("invalid reference format", "a" + "-a".repeat(100_000) + "!");
        assertMessage("invalid reference format", "a.".repeat(100_000) + "/x!");
    }

    private static void assertMessage(String message, String reference) {
        assertEquals(
                message,
                assertThrows(EngineException.class, () -> ImageReference.parse(reference))
                        .getMessage());
    }
}
