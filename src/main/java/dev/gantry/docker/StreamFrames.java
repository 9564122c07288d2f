package dev.gantry.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Docker's framing of two output streams in one: 8 bytes of header (stream number, three zeros, length as a big-endian
 * unsigned 32-bit number), then the payload. Source: "Stream format" under ContainerAttach in the Engine API reference.
 */
public final class StreamFrames {
    private static final int HEADER = 8;
    private static final int PIECE = 64 << 10;

    private final InputStream in;
    private int stream;
    private long remaining;

    public StreamFrames(InputStream in) {
        this.in = in;
    }

    /** Which of a process's outputs a piece is from. */
    public enum Output {
        STDOUT,
        STDERR
    }

    /** Some bytes of one output; a long frame comes in several pieces. */
    public record Piece(Output output, byte[] bytes) {}

    /** The next piece, empty when the stream has ended between two frames. */
    public Optional<Piece> next() throws IOException {
        while (remaining == 0) {
            byte[] header = in.readNBytes(HEADER);
            if (header.length == 0) {
                return Optional.empty();
            }
            readHeader(header);
        }
        byte[] payload = in.readNBytes((int) Math.min(PIECE, remaining));
        if (payload.length == 0) {
            throw new EOFException("The engine closed a stream within a frame");
        }
        remaining -= payload.length;
        return Optional.of(new Piece(stream == 2 ? Output.STDERR : Output.STDOUT, payload));
    }

    private void readHeader(byte[] header) throws IOException {
        boolean framed = header.length == HEADER && header[0] <= 2 && (header[1] | header[2] | header[3]) == 0;
        if (!framed || header[0] < 0) {
            throw new IOException("The engine sent a stream that is not framed as Docker frames it");
        }
        stream = header[0];
        remaining =
                (header[4] & 0xffL) << 24 | (header[5] & 0xffL) << 16 | (header[6] & 0xffL) << 8 | header[7] & 0xffL;
    }
}
