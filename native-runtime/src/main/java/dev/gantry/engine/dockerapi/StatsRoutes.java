package dev.gantry.engine.dockerapi;

import dev.gantry.engine.container.ContainerView;
import dev.gantry.engine.container.Containers;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.linux.proc.CpuTimes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /containers/{id}/stats}. Clients compute shares of CPU time from two samples; the last one of each container is
 * kept, so that who asks again and again is answered at once.
 */
final class StatsRoutes {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    /** How far apart two samples have to be for a share to mean something, and may be for it to be about now. */
    private static final Duration SHORTEST = Duration.ofMillis(250);

    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final int KEPT = 1024;

    private final Containers containers;
    private final Map<String, StatsSample> last = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, StatsSample> eldest) {
            return size() > KEPT;
        }
    };

    StatsRoutes(ApiServices services) {
        this.containers = services.containers();
    }

    void register(Router router) {
        router.get("/containers/{id}/stats", this::stats);
    }

    private void stats(ApiRequest request) throws IOException, InterruptedException {
        ContainerView container = containers.get(request.variable("id"));
        request.exchange().response().header("Content-Type", "application/json");
        if (request.flag("stream", true)) {
            request.exchange().endWithClient();
            stream(request, container);
            return;
        }
        boolean oneShot = request.version().isAtLeast(41) && request.flag("one-shot");
        StatsSample sample = sample(container);
        StatsSample before = oneShot ? null : previous(container.id(), sample);
        if (before == null && !oneShot && sample.running()) {
            request.exchange().endWithClient();
            Thread.sleep(SHORTEST);
            before = sample;
            sample = sample(container);
        }
        keep(container.id(), sample);
        write(request, container, sample, before);
    }

    private void stream(ApiRequest request, ContainerView container) throws IOException, InterruptedException {
        StatsSample before = null;
        while (true) {
            StatsSample sample = sample(container);
            keep(container.id(), sample);
            write(request, container, sample, before == null ? previous(container.id(), sample) : before);
            request.output().flush();
            before = sample;
            Thread.sleep(PERIOD);
            if (isGone(container.id())) {
                return;
            }
        }
    }

    private boolean isGone(String id) {
        try {
            containers.get(id);
            return false;
        } catch (EngineException e) {
            return true;
        }
    }

    private StatsSample sample(ContainerView container) {
        boolean running = containers.get(container.id()).status().state().isAlive();
        return new StatsSample(Instant.now(), running, containers.stats(container.id()), CpuTimes.ofHost());
    }

    private static void write(
            ApiRequest request, ContainerView container, StatsSample sample, @Nullable StatsSample before)
            throws IOException {
        request.write(json -> StatsWriter.write(json, container, sample, before));
    }

    private @Nullable StatsSample previous(String id, StatsSample sample) {
        synchronized (last) {
            StatsSample kept = last.get(id);
            if (kept == null || !kept.running()) {
                return null;
            }
            Duration apart = Duration.between(kept.time(), sample.time());
            return apart.compareTo(SHORTEST) < 0 || apart.compareTo(LONGEST) > 0 ? null : kept;
        }
    }

    private void keep(String id, StatsSample sample) {
        synchronized (last) {
            last.put(id, sample);
        }
    }
}
