/**
 * The client of the Docker Engine API: the only package that talks to engines and the only one of the server that knows
 * Docker's JSON names.
 *
 * <p>{@link dev.gantry.docker.DockerClient} is the entry: one for each endpoint, safe for use by many threads, every call
 * blocking (call it on a virtual thread). Operations are grouped as Docker's reference groups them:
 * {@link dev.gantry.docker.DockerContainers}, {@link dev.gantry.docker.DockerImages},
 * {@link dev.gantry.docker.DockerExecs}, {@link dev.gantry.docker.DockerSystem}. An engine's refusal comes back as
 * {@link dev.gantry.docker.DockerException} with Docker's own status and message, fit to be shown. Nothing here checks
 * whether anybody may do what is asked: pages and resources go through {@code container.Containers} and
 * {@code image.Images}, which do.
 */
@NullMarked
package dev.gantry.docker;

import org.jspecify.annotations.NullMarked;
