package dev.gantry.docker;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Reads a log line by line, blocking until there is one; what is not read stays with the engine. Not for several threads. */
public final class LogReader implements Closeable {
    /** Longer lines come in pieces, each a line of its own, so that no container can fill the server's memory. */
    static final int MAX_LINE = 256 << 10;

    private static final int MAX_TIME = 40;

    private final DockerResponse response;
    private final PieceSource source;
    private final Map<StreamFrames.Output, ByteArrayOutputStream> unfinished = new EnumMap<>(StreamFrames.Output.class);
    private final ArrayDeque<LogLine> lines = new ArrayDeque<>();

    LogReader(DockerResponse response, boolean tty) {
        this.response = response;
        this.source = tty ? raw(response.body()) : new StreamFrames(response.body())::next;
    }

    private interface PieceSource {
        Optional<StreamFrames.Piece> next() throws IOException;
    }

    /** The next line; empty when the log has ended, or with follow, when the container has. */
    public Optional<LogLine> next() throws IOException {
        while (lines.isEmpty()) {
            Optional<StreamFrames.Piece> piece = source.next();
            if (piece.isEmpty()) {
                finish();
                break;
            }
            take(piece.get());
        }
        return Optional.ofNullable(lines.poll());
    }

    /** Whether the next line is still to come from the engine, so that what was read so far is best passed on. */
    public boolean mustWait() {
        return lines.isEmpty();
    }

    private void take(StreamFrames.Piece piece) {
        ByteArrayOutputStream line = unfinished.computeIfAbsent(piece.output(), o -> new ByteArrayOutputStream());
        for (byte b : piece.bytes()) {
            if (b != '\n') {
                line.write(b);
            }
            if (b == '\n' || line.size() == MAX_LINE) {
                emit(piece.output(), line);
            }
        }
    }

    private void finish() {
        unfinished.forEach((output, line) -> {
            if (line.size() > 0) {
                emit(output, line);
            }
        });
    }

    private void emit(StreamFrames.Output output, ByteArrayOutputStream bytes) {
        String line = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        int space = text.indexOf(' ');
        boolean timed = space > 0 && space < MAX_TIME;
        lines.add(
                timed
                        ? new LogLine(output, text.substring(0, space), text.substring(space + 1))
                        : new LogLine(output, "", text));
    }

    private static PieceSource raw(InputStream in) {
        byte[] buffer = new byte[16 << 10];
        return () -> {
            int read = in.read(buffer);
            return read < 0
                    ? Optional.empty()
                    : Optional.of(
                            new StreamFrames.Piece(StreamFrames.Output.STDOUT, java.util.Arrays.copyOf(buffer, read)));
        };
    }

    @Override
    public void close() {
        response.close();
    }
}
