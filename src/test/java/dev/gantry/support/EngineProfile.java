package dev.gantry.support;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The server with its own engine, which needs root, in a directory of its own. */
public class EngineProfile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            Path root = Files.createTempDirectory("gantry-server-test");
            return Map.of(
                    "gantry.engine.enabled",
                    "true",
                    "gantry.data-root",
                    root.resolve("data").toString(),
                    "gantry.exec-root",
                    root.resolve("run").toString(),
                    "quarkus.datasource.jdbc.url",
                    "jdbc:h2:mem:gantry-with-engine");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
