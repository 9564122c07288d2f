package dev.gantry.docker;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a new container shall be. Null and empty mean "as the image or the engine has it".
 *
 * @param environment {@code NAME=value} lines
 * @param tmpfs options by mount point
 * @param memory bytes, 0 for no limit
 * @param memorySwap bytes of memory and swap together, −1 for no limit, 0 for the engine's choice
 * @param cpus CPUs, in fractions, null for no limit
 * @param pidsLimit processes and threads, 0 for no limit
 * @param stopTimeout seconds between the stop signal and the kill
 */
public record ContainerSpec(
        @Nullable
        @Pattern(
                regexp = "[a-zA-Z0-9][a-zA-Z0-9_.-]*",
                message = "starts with a letter or digit; then letters, digits, _ . -")
        @Size(max = 128)
        String name,

        @NotBlank @Size(max = 512) String image,
        List<String> command,
        List<String> entrypoint,
        List<@Pattern(regexp = "[^=\\x00]+(=[^\\x00]*)?", message = "is NAME=value") String> environment,
        @Nullable String workingDirectory,
        @Nullable String user,
        @Nullable @Size(max = 63) String hostname,
        boolean tty,
        boolean openStdin,
        List<@Valid Mount> mounts,
        Map<String, String> tmpfs,
        @PositiveOrZero long memory,
        @Min(-1) long memorySwap,
        @Nullable @DecimalMin("0.01") BigDecimal cpus,
        @PositiveOrZero long pidsLimit,
        @Nullable @Valid Restart restart,
        @Nullable String network,
        boolean readOnlyRoot,
        List<String> addCapabilities,
        List<String> dropCapabilities,
        boolean noNewPrivileges,
        boolean autoRemove,
        @Nullable String stopSignal,
        @Nullable @PositiveOrZero Integer stopTimeout,
        Map<String, String> labels) {

    /** A bind of a host path, or a volume when {@code source} is a name. */
    public record Mount(@NotBlank String source, @NotBlank String target, boolean readOnly) {}

    /** When to start it again: no, always, unless-stopped, or on-failure at most {@code maximumRetries} times (0: always). */
    public record Restart(
            @Pattern(
                    regexp = "no|always|unless-stopped|on-failure",
                    message = "is no, always, unless-stopped or on-failure")
            String policy,

            @PositiveOrZero int maximumRetries) {}

    public ContainerSpec {
        command = Objects.requireNonNullElse(command, List.of());
        entrypoint = Objects.requireNonNullElse(entrypoint, List.of());
        environment = Objects.requireNonNullElse(environment, List.of());
        mounts = Objects.requireNonNullElse(mounts, List.of());
        tmpfs = Objects.requireNonNullElse(tmpfs, Map.of());
        addCapabilities = Objects.requireNonNullElse(addCapabilities, List.of());
        dropCapabilities = Objects.requireNonNullElse(dropCapabilities, List.of());
        labels = Objects.requireNonNullElse(labels, Map.of());
    }
}
