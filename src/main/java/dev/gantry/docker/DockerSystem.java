package dev.gantry.docker;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The engine itself. */
public final class DockerSystem {
    private final DockerTransport transport;

    DockerSystem(DockerTransport transport) {
        this.transport = transport;
    }

    /** Returns when the engine answers. */
    public void ping() {
        transport.sendAndForget(DockerRequest.get("/_ping"));
    }

    public EngineInfo info() {
        return transport.send(DockerRequest.get("/info")).json(EngineInfo.class);
    }

    public EngineVersion version() {
        return transport.send(DockerRequest.get("/version")).json(EngineVersion.class);
    }

    public DiskUsage diskUsage() {
        return transport.send(DockerRequest.get("/system/df").untilDone()).json(DiskUsage.class);
    }

    /** What happens from now on, or from {@code since} (seconds since 1970 with a fraction of up to nanoseconds). */
    public JsonStream<DockerEvent> events(@Nullable String since) {
        return transport.stream(DockerRequest.get("/events").with("since", since), DockerEvent.class);
    }

    /** What happened between two times, as far as the engine remembers; the stream ends there. */
    public JsonStream<DockerEvent> eventsBetween(Instant since, Instant until) {
        return transport.stream(
                DockerRequest.get("/events").with("since", seconds(since)).with("until", seconds(until)),
                DockerEvent.class);
    }

    private static String seconds(Instant time) {
        return String.format(Locale.ROOT, "%d.%09d", time.getEpochSecond(), time.getNano());
    }
}
