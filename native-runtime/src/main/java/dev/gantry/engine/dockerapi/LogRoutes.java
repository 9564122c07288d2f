package dev.gantry.engine.dockerapi;

import dev.gantry.engine.container.ContainerLog;
import dev.gantry.engine.container.ContainerView;
import dev.gantry.engine.container.Containers;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.log.LogFollowing;
import dev.gantry.engine.log.LogQuery;
import dev.gantry.engine.log.LogReader;
import dev.gantry.engine.log.LogWatcher;
import java.io.IOException;

/** {@code /containers/{id}/logs}. */
final class LogRoutes {
    private final Containers containers;
    private final LogWatcher watcher;

    LogRoutes(ApiServices services, LogWatcher watcher) {
        this.containers = services.containers();
        this.watcher = watcher;
    }

    void register(Router router) {
        router.get("/containers/{id}/logs", this::logs);
    }

    private void logs(ApiRequest request) throws IOException {
        LogQuery query = query(request);
        ContainerView container = containers.get(request.variable("id"));
        ContainerLog log = containers.log(container.id());
        boolean tty = container.spec().tty();
        request.exchange().response().header("Content-Type", StreamTypes.of(tty, request.version()));
        LogStreamWriter writer =
                new LogStreamWriter(request.output(), tty, request.flag("timestamps"), request.flag("details"));
        LogReader reader = new LogReader(log.file());
        if (!request.flag("follow")) {
            reader.read(query, writer);
            return;
        }
        request.output().flush();
        request.exchange().endWithClient();
        try (LogFollowing following = new LogFollowing()) {
            log.ended().thenRun(following::finish);
            reader.follow(query, writer, watcher, following);
        }
    }

    private static LogQuery query(ApiRequest request) {
        boolean stdout = request.flag("stdout");
        boolean stderr = request.flag("stderr");
        if (!stdout && !stderr) {
            throw EngineException.invalid(
                    "Bad parameters: you must choose at least one stream: must specify at least one of 'stdout' or"
                            + " 'stderr'");
        }
        LogQuery query = LogQuery.ALL.withStreams(stdout, stderr).withTail(tail(request.text("tail")));
        String since = request.text("since");
        if (!since.isEmpty()) {
            query = query.withSince(TimeParameter.parseNanos("since", since));
        }
        String until = request.text("until");
        if (!until.isEmpty() && !until.equals("0")) {
            query = query.withUntil(TimeParameter.parseNanos("until", until));
        }
        return query;
    }

    private static long tail(String text) {
        if (text.isEmpty() || text.equals("all")) {
            return -1;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw EngineException.invalid("invalid value for tail: \"" + text + "\": give a number or all");
        }
    }
}
