package dev.gantry.docker;

import com.fasterxml.jackson.annotation.JsonAlias;

/** What the engine's objects take on disk, in bytes. */
public record DiskUsage(@JsonAlias("LayersSize") long layersSize) {}
