package dev.gantry.dashboard;

import dev.gantry.container.ContainerView;
import dev.gantry.docker.EngineInfo;
import dev.gantry.docker.ImageSummary;
import dev.gantry.event.EventView;
import dev.gantry.ui.Condition;
import dev.gantry.ui.Formats;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the dashboard shows; without {@code info} only that the engine does not answer, and why. */
public record DashboardPage(
        @Nullable EngineInfo info,
        String reason,
        List<ContainerView> all,
        List<ImageSummary> images,
        List<EventView> events) {
    private static final int SHOWN = 12;
    private static final int FAILED_SHOWN = 6;

    static DashboardPage unreachable(String reason) {
        return new DashboardPage(null, reason, List.of(), List.of(), List.of());
    }

    public boolean isReachable() {
        return info != null;
    }

    private EngineInfo known() {
        if (info == null) {
            throw new IllegalStateException("Nothing is known of an engine that does not answer");
        }
        return info;
    }

    public String topics() {
        return "containers,images";
    }

    public String hostname() {
        return known().name();
    }

    public Condition condition() {
        return Condition.RUNNING;
    }

    public String word() {
        return "Engine runs";
    }

    public Condition running() {
        return runningCount() > 0 ? Condition.RUNNING : Condition.STOPPED;
    }

    public List<String> warnings() {
        return known().warnings().stream()
                .map(warning -> warning.replaceFirst("^WARNING: ", ""))
                .toList();
    }

    public int cpus() {
        return known().cpus();
    }

    public long memory() {
        return known().memTotal();
    }

    public long runningCount() {
        return all.stream().filter(ContainerView::isRunning).count();
    }

    public int containerCount() {
        return all.size();
    }

    public String runningNote() {
        long problems = all.stream().filter(ContainerView::isProblem).count();
        return all.isEmpty() ? "no containers yet" : problems == 0 ? "all is well" : problems + " with a problem";
    }

    public int imageCount() {
        return images.size();
    }

    public String imageNote() {
        return images.isEmpty()
                ? "import one to begin"
                : Formats.bytes(images.stream().mapToLong(ImageSummary::size).sum());
    }

    public boolean hasSample() {
        return images.stream().flatMap(image -> image.tags().stream()).anyMatch(tag -> tag.startsWith("gantry/hello:"));
    }

    public List<ContainerView> containers() {
        return all.stream().filter(ContainerView::isRunning).limit(SHOWN).toList();
    }

    public long moreRunning() {
        return Math.max(0, runningCount() - SHOWN);
    }

    public List<ContainerView> failed() {
        return all.stream().filter(ContainerView::isProblem).limit(FAILED_SHOWN).toList();
    }

    public String version() {
        return known().serverVersion();
    }

    public String driver() {
        return known().driver();
    }

    public String cgroups() {
        return "v" + known().cgroupVersion() + (known().cgroupDriver().isEmpty() ? "" : ", " + known().cgroupDriver());
    }

    public String kernel() {
        return known().kernelVersion();
    }

    public String system() {
        return known().operatingSystem();
    }
}
