package dev.gantry.container;

import dev.gantry.docker.ContainerDetails;
import dev.gantry.ui.CommandWords;
import dev.gantry.ui.Condition;
import dev.gantry.ui.Formats;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the page of one container shows, in words. */
public final class ContainerPage {
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(passw|secret|token|api_?key|private_?key|credential).*");

    private final ContainerDetails details;
    private final ContainerView view;

    ContainerPage(ContainerDetails details, ContainerView view) {
        this.details = details;
        this.view = view;
    }

    /** A variable or a label; {@code secret} when its name says that the value had better not be seen at once. */
    public record NamedValue(String name, String value, boolean secret) {}

    /** A mount in words. */
    public record MountLine(String target, String kind, String source, String access) {}

    /** How it ended, when that needs to be said; {@code kind} is the class of the notice. */
    public record Ending(String kind, String title, String text) {}

    public String id() {
        return details.id();
    }

    /** What its pages listen to. */
    public String topics() {
        return "container:" + id();
    }

    /** Differs when what its pages show differs in more than figures. */
    public String version() {
        return group() + "-" + details.state().startedAt() + "-" + name();
    }

    public String shortId() {
        return view.shortId();
    }

    public String name() {
        return details.plainName();
    }

    public Condition condition() {
        return view.condition();
    }

    public Condition danger() {
        return Condition.PROBLEM;
    }

    public String word() {
        return view.word();
    }

    public String group() {
        return view.group();
    }

    public boolean isRunning() {
        return view.isRunning();
    }

    public boolean canStart() {
        return view.canStart();
    }

    public boolean canStop() {
        return view.canStop();
    }

    public boolean canUnpause() {
        return view.canUnpause();
    }

    public boolean canPause() {
        return details.state().running() && !details.state().paused();
    }

    public String image() {
        return details.config().image();
    }

    /** The image's id as addresses have it. */
    public String imageLink() {
        String id = details.image();
        String hex = id.substring(id.indexOf(':') + 1);
        return hex.substring(0, Math.min(12, hex.length()));
    }

    public Instant created() {
        Instant time = time(details.created());
        return time == null ? Instant.EPOCH : time;
    }

    public @Nullable Instant started() {
        return time(details.state().startedAt());
    }

    public @Nullable Instant finished() {
        return isRunning() ? null : time(details.state().finishedAt());
    }

    public int exitCode() {
        return details.state().exitCode();
    }

    public @Nullable Ending ending() {
        return Endings.of(details);
    }

    public String command() {
        return CommandWords.join(details.config().cmd());
    }

    public String entrypoint() {
        return CommandWords.join(details.config().entrypoint());
    }

    public String user() {
        return details.config().user();
    }

    public String workingDirectory() {
        return details.config().workingDir().isEmpty() ? "/" : details.config().workingDir();
    }

    public boolean tty() {
        return details.config().tty();
    }

    public String memory() {
        long limit = details.hostConfig().memory();
        return limit <= 0 ? "no limit" : "at most " + Formats.bytes(limit);
    }

    public String cpus() {
        long nano = details.hostConfig().nanoCpus();
        return nano <= 0
                ? "no limit"
                : "at most " + BigDecimal.valueOf(nano, 9).stripTrailingZeros().toPlainString();
    }

    public String pids() {
        Long limit = details.hostConfig().pidsLimit();
        return limit == null || limit <= 0 ? "no limit" : "at most " + limit;
    }

    public String network() {
        return switch (details.hostConfig().networkMode()) {
            case "none" -> "none: it reaches nobody but itself";
            case "host" -> "host: it shares the network of the machine";
            case "default", "" -> "default";
            default -> details.hostConfig().networkMode();
        };
    }

    public String restart() {
        ContainerDetails.RestartPolicy policy = details.hostConfig().restartPolicy();
        if (policy == null) {
            return "never";
        }
        return switch (policy.name()) {
            case "always" -> "always";
            case "unless-stopped" -> "unless it was stopped";
            case "on-failure" ->
                policy.maximumRetryCount() > 0
                        ? "on failure, at most " + Formats.counted(policy.maximumRetryCount(), "time")
                        : "on failure";
            default -> "never";
        };
    }

    public int restartCount() {
        return details.restartCount();
    }

    public boolean readOnlyRoot() {
        return details.hostConfig().readonlyRootfs();
    }

    public boolean privileged() {
        return details.hostConfig().privileged();
    }

    public String capabilities() {
        List<String> words = new ArrayList<>();
        details.hostConfig().capAdd().forEach(name -> words.add("+ " + name.toUpperCase(Locale.ROOT)));
        details.hostConfig().capDrop().forEach(name -> words.add("− " + name.toUpperCase(Locale.ROOT)));
        return words.isEmpty() ? "the default set" : String.join(", ", words);
    }

    public List<MountLine> mounts() {
        List<MountLine> lines = new ArrayList<>();
        details.mounts()
                .forEach(mount -> lines.add(new MountLine(
                        mount.destination(),
                        mount.type(),
                        mount.name().isEmpty() ? mount.source() : mount.name(),
                        mount.rw() ? "writable" : "read-only")));
        details.hostConfig()
                .tmpfs()
                .forEach((target, options) ->
                        lines.add(new MountLine(target, "tmpfs", "memory", options.isEmpty() ? "writable" : options)));
        return lines;
    }

    public List<NamedValue> environment() {
        return details.config().env().stream().map(ContainerPage::variable).toList();
    }

    public List<NamedValue> labels() {
        return details.config().labels().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new NamedValue(entry.getKey(), entry.getValue(), false))
                .toList();
    }

    private static NamedValue variable(String line) {
        int equals = line.indexOf('=');
        String name = equals < 0 ? line : line.substring(0, equals);
        return new NamedValue(
                name,
                equals < 0 ? "" : line.substring(equals + 1),
                SECRET.matcher(name).matches());
    }

    private static @Nullable Instant time(String text) {
        try {
            Instant time = Instant.parse(text);
            return time.getEpochSecond() <= 0 ? null : time;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
