package dev.gantry.engine.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.engine.error.EngineException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configs as other programs write them. */
class ImageConfigJsonTest {
    /** Verbatim from docker build of Docker 20.10, shortened by layers. */
    private static final String DOCKER = """
            {"architecture":"amd64","config":{"Hostname":"","Domainname":"","User":"web","AttachStdin":false,\
            "AttachStdout":false,"AttachStderr":false,"Tty":false,"OpenStdin":false,"StdinOnce":false,\
            "Env":["PATH=/bin"],"Cmd":["/bin/sh"],"Healthcheck":{"Test":["CMD-SHELL","true"],"Interval":5000000000},\
            "Image":"sha256:59a2","Volumes":{"/data":{}},"WorkingDir":"","Entrypoint":null,"OnBuild":null,"Labels":null},\
            "container":"7d0b","created":"2026-01-02T23:32:40.649607854+01:00","docker_version":"20.10.24+dfsg1",\
            "history":[{"created":"2026-01-02T23:32:04.52Z","comment":"Imported from -"},\
            {"created":"2026-01-02T23:32:40Z","created_by":"/bin/sh -c #(nop)  USER web","empty_layer":true}],\
            "os":"linux","rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}""".formatted("e9".repeat(32));

    @Test
    void readsDockersConfigs() {
        ImageConfig config = parse(DOCKER);
        assertEquals("amd64", config.architecture());
        assertEquals(Instant.parse("2026-01-02T22:32:40.649607854Z"), config.created());
        assertEquals(List.of("PATH=/bin"), config.runtime().env());
        assertEquals(Set.of("/data"), config.runtime().volumes());
        assertEquals(5, config.runtime().healthcheck().interval().toSeconds());
        assertEquals(2, config.history().size());
        assertTrue(config.history().get(1).emptyLayer());
        assertEquals("sha256:" + "e9".repeat(32), config.diffIds().getFirst().toString());
    }

    @Test
    void readsWhatItWrites() {
        ImageConfig config = parse(DOCKER);
        assertEquals(config, ImageConfigJson.parse(ImageConfigJson.write(config)));
        ImageConfig bare = parse("{\"rootfs\":{\"diff_ids\":[]}}");
        assertEquals(bare, ImageConfigJson.parse(ImageConfigJson.write(bare)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"rootfs\":{\"diff_ids\":\"x\"}}",
                "{\"rootfs\":{\"diff_ids\":[\"sha256:12\"]}}",
                "{\"rootfs\":{\"diff_ids\":[1]}}",
                "{\"os\":\"windows\",\"rootfs\":{\"diff_ids\":[]}}",
                "{\"os\":7,\"rootfs\":{\"diff_ids\":[]}}",
                "{\"created\":\"yesterday\",\"rootfs\":{\"diff_ids\":[]}}",
                "{\"config\":{\"Cmd\":[1]},\"rootfs\":{\"diff_ids\":[]}}",
                "{\"os\":\"linux\",\"os\":\"linux\",\"rootfs\":{\"diff_ids\":[]}}"
            })
    void refusesOthersWithAReason(String json) {
        EngineException e = assertThrows(EngineException.class, () -> parse(json));
        assertEquals(400, e.category().status());
    }

    @Test
    void deepNestingIsNoStackOverflow() {
        assertThrows(EngineException.class, () -> parse("{\"x\":".repeat(100_000)));
    }

    private static ImageConfig parse(String json) {
        return ImageConfigJson.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
