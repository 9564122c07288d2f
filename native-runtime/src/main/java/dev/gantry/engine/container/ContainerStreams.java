package dev.gantry.engine.container;

import dev.gantry.engine.runtime.LaunchedProcess;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Attaching to the streams of a container's first process. */
final class ContainerStreams {
    private static final Logger LOG = System.getLogger(ContainerStreams.class.getName());

    private ContainerStreams() {}

    static Attachment attach(Container container, @Nullable OutputSink sink, boolean stdin) {
        container.lock.lock();
        try {
            OutputHub.Subscriber subscriber = container.hub.add(sink);
            if (sink != null) {
                container.run().ifPresent(run -> wantOutput(container, run.process(), true));
            }
            return new ProcessAttachment(container.hub, subscriber, new ContainerInput(container, stdin));
        } finally {
            container.lock.unlock();
        }
    }

    private static void wantOutput(Container container, LaunchedProcess process, boolean wanted) {
        try {
            process.wantOutput(wanted);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "container " + container.id() + " ended while a client came or went");
        }
    }

    /** What one attached client may send. */
    private record ContainerInput(Container container, boolean stdin) implements ProcessAttachment.Input {
        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            if (!stdin || !container.record().spec().openStdin()) {
                throw new IOException("container " + container.id() + " takes no input");
            }
            container.awaitRun().process().writeStdin(buffer, offset, length);
        }

        /** Only a container that reads its input once notices that a client has no more. */
        @Override
        public void close() throws IOException {
            ContainerSpec spec = container.record().spec();
            if (stdin && spec.stdinOnce() && !spec.tty()) {
                container.awaitRun().process().closeStdin();
            }
        }

        @Override
        public void detached() {
            Optional<Run> run = container.run();
            if (run.isEmpty()) {
                return;
            }
            if (!container.hub.isWatched()) {
                wantOutput(container, run.get().process(), false);
            }
        }
    }
}
