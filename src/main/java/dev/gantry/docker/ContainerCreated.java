package dev.gantry.docker;

import java.util.List;

/** The id of a new container and what the engine warned of. */
public record ContainerCreated(String id, List<String> warnings) {}
