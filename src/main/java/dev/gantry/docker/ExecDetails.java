package dev.gantry.docker;

import org.jspecify.annotations.Nullable;

/** The state of an exec; {@code exitCode} is null while it runs, {@code pid} the process on the engine's machine. */
public record ExecDetails(
        String id, boolean running, @Nullable Integer exitCode, String containerId, int pid) {}
