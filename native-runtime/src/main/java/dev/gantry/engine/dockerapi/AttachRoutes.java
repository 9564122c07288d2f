package dev.gantry.engine.dockerapi;

import dev.gantry.engine.container.Attachment;
import dev.gantry.engine.container.ContainerSpec;
import dev.gantry.engine.container.ContainerView;
import dev.gantry.engine.container.Containers;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.http.HijackedStream;
import dev.gantry.engine.log.LogQuery;
import dev.gantry.engine.log.LogReader;
import dev.gantry.engine.log.LogStream;
import java.io.IOException;

/** {@code /containers/{id}/attach}: a client at the streams of a container. */
final class AttachRoutes {
    private final Containers containers;

    AttachRoutes(ApiServices services) {
        this.containers = services.containers();
    }

    void register(Router router) {
        router.post("/containers/{id}/attach", this::attach);
        router.get("/containers/{id}/attach/ws", request -> {
            containers.get(request.variable("id"));
            throw Unsupported.of("attaching by WebSocket");
        });
    }

    private void attach(ApiRequest request) throws IOException, InterruptedException {
        DetachKeys keys = DetachKeys.parse(request.text("detachKeys"));
        String ref = request.variable("id");
        ContainerView container = containers.get(ref);
        checkState(container, ref);
        ContainerSpec spec = container.spec();
        boolean stdout = request.flag("stdout");
        boolean stderr = request.flag("stderr");
        boolean stdin = request.flag("stdin") && spec.openStdin();
        ProcessSession session = new ProcessSession(spec.tty(), stdout, stderr);
        // Before the answer: the client starts the container when it has that, and wants the first byte.
        Attachment attachment = request.flag("stream")
                ? containers.attach(container.id(), stdout || stderr ? session : null, stdin)
                : null;
        try {
            HijackedStream client = request.exchange().hijack(StreamTypes.of(spec.tty(), request.version()));
            request.exchange().endWithClient();
            if (request.flag("logs")) {
                replay(container, client, stdout, stderr);
            }
            session.open(client.output());
            if (attachment != null) {
                boolean closeAtEnd = spec.stdinOnce() && !spec.tty();
                ProcessSession.Input input =
                        stdin ? new ProcessSession.Input(closeAtEnd, spec.tty() ? keys : null) : null;
                ProcessSession.run(attachment, client, input);
            }
        } finally {
            if (attachment != null) {
                attachment.close();
            }
        }
    }

    private static void checkState(ContainerView container, String ref) {
        switch (container.status().state()) {
            case PAUSED ->
                throw EngineException.conflict("container " + ref + " is paused, unpause the container before attach");
            case RESTARTING ->
                throw EngineException.conflict(
                        "container " + ref + " is restarting, wait until the container is running");
            case CREATED, RUNNING, REMOVING, EXITED, DEAD -> {
                // One that does not run is attached to before it is started.
            }
        }
    }

    private void replay(ContainerView container, HijackedStream client, boolean stdout, boolean stderr)
            throws IOException {
        boolean tty = container.spec().tty();
        new LogReader(containers.log(container.id()).file())
                .read(LogQuery.ALL.withStreams(stdout, stderr), (stream, time, buffer, offset, length) -> {
                    if (tty) {
                        client.output().write(buffer, offset, length);
                    } else {
                        int number = stream == LogStream.STDERR ? StdCopy.STDERR : StdCopy.STDOUT;
                        StdCopy.write(client.output(), number, buffer, offset, length);
                    }
                });
    }
}
