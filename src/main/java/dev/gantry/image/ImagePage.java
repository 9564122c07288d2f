package dev.gantry.image;

import dev.gantry.docker.ImageDetails;
import dev.gantry.ui.CommandWords;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the page of one image shows, in words. */
public final class ImagePage {
    private static final ImageDetails.Config NONE = new ImageDetails.Config(
            "", List.of(), List.of(), List.of(), "", java.util.Map.of(), java.util.Map.of(), java.util.Map.of(), "");

    private final ImageDetails details;
    private final ImageDetails.Config config;

    ImagePage(ImageDetails details) {
        this.details = details;
        this.config = Objects.requireNonNullElse(details.config(), NONE);
    }

    /** A variable of the environment. */
    public record Variable(String name, String value) {}

    public String id() {
        return details.id();
    }

    public String shortId() {
        String hex = details.id().substring(details.id().indexOf(':') + 1);
        return hex.substring(0, Math.min(12, hex.length()));
    }

    public List<String> tags() {
        return details.repoTags();
    }

    public String name() {
        return tags().isEmpty() ? shortId() : tags().getFirst();
    }

    /** What to start a container by. */
    public String reference() {
        return name();
    }

    public long size() {
        return details.size();
    }

    public String platform() {
        return details.os() + "/" + details.architecture();
    }

    public @Nullable Instant created() {
        try {
            Instant time = Instant.parse(details.created());
            return time.getEpochSecond() <= 0 ? null : time;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    public int layers() {
        return details.rootFs() == null ? 0 : details.rootFs().layers().size();
    }

    public String command() {
        return CommandWords.join(config.cmd());
    }

    public String entrypoint() {
        return CommandWords.join(config.entrypoint());
    }

    public String user() {
        return config.user().isEmpty() ? "root" : config.user();
    }

    public String workingDirectory() {
        return config.workingDir().isEmpty() ? "/" : config.workingDir();
    }

    public String ports() {
        return String.join(", ", config.exposedPorts().keySet());
    }

    public String volumes() {
        return String.join(" ", config.volumes().keySet());
    }

    public String stopSignal() {
        return config.stopSignal();
    }

    public List<Variable> environment() {
        return config.env().stream()
                .map(line -> line.split("=", 2))
                .map(parts -> new Variable(parts[0], parts.length > 1 ? parts[1] : ""))
                .toList();
    }
}
