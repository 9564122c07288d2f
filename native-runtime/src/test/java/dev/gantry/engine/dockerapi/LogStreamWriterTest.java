package dev.gantry.engine.dockerapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gantry.engine.log.LogStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogStreamWriterTest {
    private static final long TIME = 1_767_323_045_000_000_007L;
    private static final String STAMP = "2026-01-02T03:04:05.000000007Z ";

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private static void write(LogStreamWriter writer, LogStream stream, String text) throws IOException {
        byte[] bytes = ("##" + text).getBytes(StandardCharsets.UTF_8);
        writer.accept(stream, TIME, bytes, 2, bytes.length - 2);
    }

    private String written() {
        return output.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aTerminalsLogIsNotFramed() throws IOException {
        LogStreamWriter writer = new LogStreamWriter(output, true, false, false);
        write(writer, LogStream.STDOUT, "one\n");
        write(writer, LogStream.STDOUT, "two");
        assertEquals("one\ntwo", written());
    }

    @Test
    void eachEntryIsAFrameOfItsStream() throws IOException {
        LogStreamWriter writer = new LogStreamWriter(output, false, false, false);
        write(writer, LogStream.STDERR, "bad\n");
        write(writer, LogStream.STDOUT, "x".repeat(300));
        assertEquals("\u0002\0\0\0\0\0\0\u0004bad\n\u0001\0\0\0\0\0\u0001\u002c" + "x".repeat(300), written());
    }

    @Test
    void theTimeIsBeforeEachLineAndNotWithinOne() throws IOException {
        LogStreamWriter writer = new LogStreamWriter(output, true, true, false);
        write(writer, LogStream.STDOUT, "a long ");
        write(writer, LogStream.STDOUT, "line\n");
        write(writer, LogStream.STDOUT, "next\n");
        assertEquals(STAMP + "a long line\n" + STAMP + "next\n", written());
    }

    @Test
    void linesOfTheTwoStreamsAreToldApart() throws IOException {
        LogStreamWriter writer = new LogStreamWriter(output, true, true, false);
        write(writer, LogStream.STDOUT, "begun ");
        write(writer, LogStream.STDERR, "other\n");
        write(writer, LogStream.STDOUT, "ended\n");
        assertEquals(STAMP + "begun " + STAMP + "other\nended\n", written());
    }
}
