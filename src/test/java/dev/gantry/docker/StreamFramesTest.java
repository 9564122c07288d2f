package dev.gantry.docker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamFramesTest {
    @Test
    void tellsTheTwoOutputsApart() throws IOException {
        StreamFrames frames = frames("\1\0\0\0\0\0\0\2hi\2\0\0\0\0\0\0\3bad");
        StreamFrames.Piece first = frames.next().orElseThrow();
        assertEquals(StreamFrames.Output.STDOUT, first.output());
        assertArrayEquals("hi".getBytes(StandardCharsets.UTF_8), first.bytes());
        assertEquals(StreamFrames.Output.STDERR, frames.next().orElseThrow().output());
        assertEquals(Optional.empty(), frames.next());
    }

    @Test
    void passesOverEmptyFrames() throws IOException {
        StreamFrames frames = frames("\1\0\0\0\0\0\0\0\1\0\0\0\0\0\0\1x");
        assertArrayEquals(new byte[] {'x'}, frames.next().orElseThrow().bytes());
    }

    @Test
    void aFrameCutShortIsAnErrorNotAnEnd() throws IOException {
        StreamFrames frames = frames("\1\0\0\0\0\0\0\5x");
        frames.next();
        assertThrows(EOFException.class, frames::next);
    }

    @Test
    void anUnframedStreamIsRefused() {
        assertThrows(IOException.class, () -> frames("root@host:/# ").next());
    }

    @Test
    void aFrameThatClaimsFourGigabytesAllocatesOnlyWhatArrives() throws IOException {
        StreamFrames frames = frames("\1\0\0\0\u00ff\u00ff\u00ff\u00ffabc");
        assertEquals(3, frames.next().orElseThrow().bytes().length);
    }

    private static StreamFrames frames(String latin1) {
        return new StreamFrames(new ByteArrayInputStream(latin1.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
