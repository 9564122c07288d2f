package dev.gantry.engine.dockerapi;

import dev.gantry.engine.log.LogConsumer;
import dev.gantry.engine.log.LogStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Sends log entries to a client: framed unless the container has a terminal, with the time before each line if wanted. */
final class LogStreamWriter implements LogConsumer {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final long NANOS = 1_000_000_000L;

    private final OutputStream output;
    private final boolean tty;
    private final boolean timestamps;
    private final boolean details;
    /** Whether the last entry of a stream ended its line: a long line comes in several entries. */
    private final boolean[] lineEnded = {true, true};

    LogStreamWriter(OutputStream output, boolean tty, boolean timestamps, boolean details) {
        this.output = output;
        this.tty = tty;
        this.timestamps = timestamps;
        this.details = details;
    }

    @Override
    public void accept(LogStream stream, long epochNanos, byte[] buffer, int offset, int length) throws IOException {
        byte[] text = buffer;
        int from = offset;
        int size = length;
        if (lineEnded[stream.ordinal()] && (timestamps || details)) {
            byte[] prefix = prefix(epochNanos);
            text = new byte[prefix.length + length];
            System.arraycopy(prefix, 0, text, 0, prefix.length);
            System.arraycopy(buffer, offset, text, prefix.length, length);
            from = 0;
            size = text.length;
        }
        lineEnded[stream.ordinal()] = length > 0 && buffer[offset + length - 1] == '\n';
        if (tty) {
            output.write(text, from, size);
        } else {
            StdCopy.write(output, stream == LogStream.STDERR ? StdCopy.STDERR : StdCopy.STDOUT, text, from, size);
        }
    }

    private byte[] prefix(long epochNanos) {
        StringBuilder prefix = new StringBuilder();
        if (timestamps) {
            Instant time = Instant.ofEpochSecond(Math.floorDiv(epochNanos, NANOS), Math.floorMod(epochNanos, NANOS));
            prefix.append(TIME.format(time)).append(' ');
        }
        if (details) {
            // The attributes would be here; none are recorded.
            prefix.append(' ');
        }
        return prefix.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Everything written so far has been passed on: the client shall have it now. */
    @Override
    public void caughtUp() throws IOException {
        output.flush();
    }
}
