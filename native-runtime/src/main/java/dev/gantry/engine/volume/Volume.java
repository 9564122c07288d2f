package dev.gantry.engine.volume;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * A volume of the local driver.
 *
 * @param anonymous made for one container and removed with it on request
 */
public record Volume(String name, Path data, Instant created, Map<String, String> labels, boolean anonymous) {}
