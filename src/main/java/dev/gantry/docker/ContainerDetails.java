package dev.gantry.docker;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What inspect tells of a container. {@link #raw} is the engine's whole answer. */
public record ContainerDetails(
        String id,
        String name,
        String created,
        String path,
        List<String> args,
        State state,
        String image,
        int restartCount,
        String platform,
        Config config,
        HostConfig hostConfig,
        List<MountPoint> mounts,
        @JsonIgnore @Nullable JsonNode raw) {

    /** Its life. Times are RFC 3339, {@code 0001-01-01T00:00:00Z} for never. */
    public record State(
            String status,
            boolean running,
            boolean paused,
            boolean restarting,
            boolean oomKilled,
            boolean dead,
            int pid,
            int exitCode,
            String error,
            String startedAt,
            String finishedAt) {}

    /** What runs in it. */
    public record Config(
            String hostname,
            String user,
            boolean tty,
            boolean openStdin,
            List<String> env,
            List<String> cmd,
            List<String> entrypoint,
            String image,
            String workingDir,
            Map<String, String> labels,
            String stopSignal) {}

    /** What it may use. Memory in bytes, {@code nanoCpus} in 10⁻⁹ of a CPU, 0 for no limit; {@code pidsLimit} null, 0 or −1 for none. */
    public record HostConfig(
            List<String> binds,
            Map<String, String> tmpfs,
            String networkMode,
            RestartPolicy restartPolicy,
            boolean autoRemove,
            List<String> capAdd,
            List<String> capDrop,
            boolean privileged,
            boolean readonlyRootfs,
            List<String> securityOpt,
            long memory,
            long memorySwap,
            long nanoCpus,
            @Nullable Long pidsLimit) {}

    /** When the engine starts it again: name is no, always, unless-stopped or on-failure. */
    public record RestartPolicy(String name, int maximumRetryCount) {}

    /** Its name without the slash Docker puts before it. */
    public String plainName() {
        return name.startsWith("/") ? name.substring(1) : name;
    }

    ContainerDetails withRaw(JsonNode answer) {
        return new ContainerDetails(
                id,
                name,
                created,
                path,
                args,
                state,
                image,
                restartCount,
                platform,
                config,
                hostConfig,
                mounts,
                answer);
    }
}
