package dev.gantry.engine.image;

import dev.gantry.engine.content.DiffId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An image's configuration document (OCI image-spec, config.md, with Docker's additions). Its verbatim bytes are kept
 * by the store, for their digest is the image's id; this is what the engine reads of them.
 *
 * @param created {@code null} if the image does not say
 * @param diffIds the layers, lowest first
 */
public record ImageConfig(
        String architecture,
        String variant,
        String os,
        @Nullable Instant created,
        String author,
        String comment,
        Runtime runtime,
        List<History> history,
        List<DiffId> diffIds) {

    /**
     * Defaults for a container's process.
     *
     * @param user {@code user[:group]}, names or numbers; empty: root
     * @param env {@code NAME=value}
     * @param entrypoint {@code null}: none given
     * @param cmd {@code null}: none given
     * @param workingDir empty: {@code /}
     * @param exposedPorts as {@code 80/tcp}
     * @param stopSignal name or number; {@code null}: SIGTERM
     * @param shell what the shell form of build instructions runs; {@code null}: {@code /bin/sh -c}
     * @param healthcheck {@code null}: none given
     */
    public record Runtime(
            String user,
            List<String> env,
            @Nullable List<String> entrypoint,
            @Nullable List<String> cmd,
            String workingDir,
            Set<String> volumes,
            Set<String> exposedPorts,
            Map<String, String> labels,
            @Nullable String stopSignal,
            @Nullable List<String> shell,
            @Nullable Healthcheck healthcheck,
            List<String> onBuild) {

        /** Nothing set. */
        public static final Runtime EMPTY =
                new Runtime("", List.of(), null, null, "", Set.of(), Set.of(), Map.of(), null, null, null, List.of());
    }

    /**
     * How to find out whether the container works.
     *
     * @param test empty: inherit; first element {@code NONE}, {@code CMD} or {@code CMD-SHELL}
     * @param interval zero: the default
     * @param timeout zero: the default
     * @param startPeriod zero: the default
     * @param startInterval zero: the default
     * @param retries zero: the default
     */
    public record Healthcheck(
            List<String> test,
            Duration interval,
            Duration timeout,
            Duration startPeriod,
            Duration startInterval,
            int retries) {}

    /** One step by which the image was made. */
    public record History(
            @Nullable Instant created, String createdBy, String author, String comment, boolean emptyLayer) {}
}
