package dev.gantry.engine.container;

import org.jspecify.annotations.Nullable;

/**
 * An exec as others see it.
 *
 * @param exitCode {@code null} until it has ended
 * @param pid in the host's pid namespace, 0 while it does not run
 */
public record ExecView(
        String id,
        String containerId,
        ExecSpec spec,
        boolean running,
        @Nullable Integer exitCode,
        int pid) {}
