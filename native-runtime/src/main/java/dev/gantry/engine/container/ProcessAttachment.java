package dev.gantry.engine.container;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** An attachment to a process that may not have been started yet: input waits for the start. */
final class ProcessAttachment implements Attachment {
    /** What the process offers to those attached to it. */
    interface Input {
        void write(byte[] buffer, int offset, int length) throws IOException;

        void close() throws IOException;

        /** Called when an attachment has gone. */
        void detached();
    }

    private final OutputHub hub;
    private final OutputHub.Subscriber subscriber;
    private final Input input;

    ProcessAttachment(OutputHub hub, OutputHub.Subscriber subscriber, Input input) {
        this.hub = hub;
        this.subscriber = subscriber;
        this.input = input;
    }

    @Override
    public void writeStdin(byte[] buffer, int offset, int length) throws IOException {
        input.write(buffer, offset, length);
    }

    @Override
    public void closeStdin() throws IOException {
        input.close();
    }

    @Override
    public CompletableFuture<Void> done() {
        return subscriber.done();
    }

    @Override
    public void close() {
        hub.remove(subscriber);
        input.detached();
    }
}
