package dev.gantry.engine.container;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a container is to run: the portable half of a create request, defaults of the image not yet merged in
 * ({@code null} means "the image decides"), or merged in for a container that exists.
 *
 * @param image the reference or id as the client gave it
 * @param entrypoint {@code null}: the image's; an empty list or one empty string: none
 * @param cmd {@code null}: the image's (unless an entrypoint is given, then none)
 * @param env {@code NAME=value}, or {@code NAME} alone to remove the image's
 * @param workingDir empty: the image's
 * @param user {@code user[:group]}, names or numbers; empty: the image's
 * @param stdinOnce close stdin when the first attached client leaves
 * @param volumes paths that get an anonymous volume
 * @param exposedPorts as {@code 80/tcp}; information only
 * @param stopSignal name or number; {@code null}: the image's, else SIGTERM
 * @param stopTimeout seconds before stop kills; {@code null}: 10
 */
public record ContainerSpec(
        String image,
        @Nullable List<String> entrypoint,
        @Nullable List<String> cmd,
        List<String> env,
        String workingDir,
        String user,
        String hostname,
        String domainname,
        boolean tty,
        boolean openStdin,
        boolean stdinOnce,
        boolean attachStdin,
        boolean attachStdout,
        boolean attachStderr,
        Map<String, String> labels,
        Set<String> volumes,
        Set<String> exposedPorts,
        @Nullable String stopSignal,
        @Nullable Integer stopTimeout,
        HostSpec host) {
    ContainerSpec withHost(HostSpec next) {
        return new ContainerSpec(
                image,
                entrypoint,
                cmd,
                env,
                workingDir,
                user,
                hostname,
                domainname,
                tty,
                openStdin,
                stdinOnce,
                attachStdin,
                attachStdout,
                attachStderr,
                labels,
                volumes,
                exposedPorts,
                stopSignal,
                stopTimeout,
                next);
    }
}
