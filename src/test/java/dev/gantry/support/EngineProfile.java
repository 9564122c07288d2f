package dev.gantry.support;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.nio.file.Path;
import java.util.Map;

/** The server with its own engine, which needs root. What the engine keeps goes with the build's other output. */
public class EngineProfile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        Path root = Path.of("target", "test-engine").toAbsolutePath();
        return Map.of(
                "gantry.engine.enabled",
                "true",
                "gantry.data-root",
                root.resolve("data").toString(),
                "gantry.exec-root",
                root.resolve("run").toString(),
                "quarkus.datasource.jdbc.url",
                "jdbc:h2:mem:gantry-with-engine");
    }
}
