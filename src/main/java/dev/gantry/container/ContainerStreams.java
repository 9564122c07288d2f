package dev.gantry.container;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.docker.ContainerStats;
import dev.gantry.docker.JsonStream;
import dev.gantry.docker.LogLine;
import dev.gantry.docker.LogOptions;
import dev.gantry.docker.LogReader;
import dev.gantry.platform.EventStream;
import dev.gantry.session.CurrentUser;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What containers say and use, as it happens, for programs. A client that does not read makes the engine wait. */
@Path("/api/containers/{id}")
@Tag(name = "Containers")
@RunOnVirtualThread
public class ContainerStreams {
    @Inject
    Containers containers;

    @Inject
    CurrentUser current;

    @Inject
    RoutingContext request;

    @Inject
    ObjectMapper json;

    /** A sample as it is sent. Memory in bytes, {@code cpuPercent} 100 for one CPU kept busy. */
    public record Sample(
            String time,
            double cpuPercent,
            long memoryUsed,
            long memoryLimit,
            long processes,
            long bytesRead,
            long bytesWritten,
            long bytesReceived,
            long bytesSent) {

        static Sample of(ContainerStats stats) {
            return new Sample(
                    stats.read(),
                    stats.cpuPercent(),
                    stats.memoryUsed(),
                    stats.memoryLimit(),
                    stats.processes(),
                    stats.bytesRead(),
                    stats.bytesWritten(),
                    stats.bytesReceived(),
                    stats.bytesSent());
        }
    }

    /** Lines of text; {@code tail} −1 for all of them, {@code since} in seconds since 1970 with a fraction. */
    @GET
    @Path("logs")
    public Response logs(
            String id,
            @QueryParam("follow") boolean follow,
            @QueryParam("tail") @DefaultValue("-1") @Min(-1) int tail,
            @QueryParam("since") @Pattern(regexp = "\\d{1,12}(\\.\\d{1,9})?") @Nullable String since,
            @QueryParam("timestamps") boolean timestamps) {
        LogReader reader = containers.visibleTo(current.user()).logs(id, new LogOptions(follow, tail, since));
        request.addEndHandler(ended -> reader.close());
        StreamingOutput body = out -> copy(reader, timestamps, out);
        return Response.ok(body)
                .type("text/plain;charset=utf-8")
                .header("Cache-Control", "no-store, no-transform")
                .build();
    }

    private static void copy(LogReader reader, boolean timestamps, OutputStream out) throws IOException {
        try (reader) {
            out.flush();
            for (Optional<LogLine> line = reader.next(); line.isPresent(); line = reader.next()) {
                String text = timestamps
                        ? line.get().time() + " " + line.get().text()
                        : line.get().text();
                out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
                if (reader.mustWait()) {
                    out.flush();
                }
            }
        }
    }

    /** Server-sent events named {@code sample}, about one a second. */
    @GET
    @Path("stats")
    public Response stats(String id) {
        JsonStream<ContainerStats> stats = containers.visibleTo(current.user()).stats(id);
        request.addEndHandler(ended -> stats.close());
        return EventStream.of(out -> {
            try (stats) {
                for (Optional<ContainerStats> next = stats.next(); next.isPresent(); next = stats.next()) {
                    out.send("sample", json.writeValueAsString(Sample.of(next.get())));
                }
            }
        });
    }
}
