package dev.gantry.engine.container;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * Where the log of a container is, and until when it can grow.
 *
 * @param file the json-file log; older parts have {@code .1}, {@code .2} … appended
 * @param ended completes when the present run has ended and all of its output is in the file; complete already if it
 *     does not run
 */
public record ContainerLog(Path file, CompletableFuture<Void> ended) {}
