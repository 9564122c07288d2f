package dev.gantry.container;

import dev.gantry.docker.LogLine;
import dev.gantry.docker.LogOptions;
import dev.gantry.docker.LogReader;
import dev.gantry.docker.StreamFrames;
import dev.gantry.platform.Problem;
import dev.gantry.session.CurrentUser;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the log viewer reads. */
@Path("/containers/{id}/logs")
@Produces(MediaType.TEXT_PLAIN)
@RunOnVirtualThread
public class LogPages {
    @Inject
    Containers containers;

    @Inject
    CurrentUser current;

    @Inject
    RoutingContext request;

    /**
     * The log from {@code since} on, or its last {@code tail} lines, and what is written from then on, until the container
     * ends. Each line: {@code o} or {@code e} for the output, the time, a blank, the text.
     */
    @GET
    @Path("stream")
    public Response stream(
            @PathParam("id") String id,
            @QueryParam("since") @Nullable String since,
            @QueryParam("tail") @DefaultValue("-1") int tail) {
        LogReader reader = open(id, new LogOptions(true, tail, since == null ? null : seconds(since)));
        request.addEndHandler(ended -> reader.close());
        StreamingOutput body = out -> new LogPump(reader, LogPages::marked).into(out);
        // Not transformed: a compressing proxy would hold lines back.
        return Response.ok(body)
                .header("Cache-Control", "no-store, no-transform")
                .build();
    }

    /** The whole log so far as a file. */
    @GET
    @Path("download")
    public Response download(@PathParam("id") String id) {
        String name = containers.visibleTo(current.user()).inspect(id).plainName();
        LogReader reader = open(id, new LogOptions(false, -1, null));
        StreamingOutput body = out -> new LogPump(reader, line -> line.time() + " " + line.text()).into(out);
        return Response.ok(body)
                .header("Content-Disposition", "attachment; filename=\"" + name.replaceAll("[^\\w.-]", "_") + ".log\"")
                .build();
    }

    private LogReader open(String id, LogOptions options) {
        return containers.visibleTo(current.user()).logs(id, options);
    }

    private static String marked(LogLine line) {
        char output = line.output() == StreamFrames.Output.STDERR ? 'e' : 'o';
        return output + line.time() + " " + line.text();
    }

    /** As the Docker API wants it: seconds since 1970 with nine decimals. */
    private static String seconds(String time) {
        try {
            Instant instant = Instant.parse(time);
            return String.format(Locale.ROOT, "%d.%09d", instant.getEpochSecond(), instant.getNano());
        } catch (DateTimeParseException e) {
            throw new Problem(400, "\"" + time + "\" is not a time: send RFC 3339, as the lines have it");
        }
    }
}
