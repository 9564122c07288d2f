package dev.gantry.engine.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogReaderTest {
    @TempDir
    Path directory;

    private Path file;
    private LogWriterDouble writer;

    @BeforeEach
    void setUp() {
        file = directory.resolve("json.log");
        writer = new LogWriterDouble(file, 3);
    }

    private List<String> read(LogQuery query) throws IOException {
        List<String> texts = new ArrayList<>();
        new LogReader(file)
                .read(
                        query,
                        (stream, time, b, offset, length) ->
                                texts.add(new String(b, offset, length, StandardCharsets.UTF_8)));
        return texts;
    }

    private void writeLines(int from, int to) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append(LogWriterDouble.line(i + "\n", i % 2 == 0 ? "stdout" : "stderr", i));
        }
        writer.raw(lines.toString());
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> i + "\n").toList();
    }

    @Test
    void noLogIsAnEmptyLog() throws IOException {
        assertEquals(List.of(), read(LogQuery.ALL));
        Files.createFile(file);
        assertEquals(List.of(), read(LogQuery.ALL));
        assertEquals(List.of(), read(LogQuery.ALL.withTail(5)));
    }

    @Test
    void textStreamAndTimeComeOutAsWritten() throws IOException {
        writer.raw("{\"log\":\"a \\\"b\\\" \\\\ \\t \\r é € 😀 \\u0001\\u00e9 \\ud83d\\ude00 \\ud83d\\u003c\\n\","
                + "\"stream\":\"stderr\",\"time\":\"2026-01-02T03:04:05.123456789Z\"}\n");
        List<String> seen = new ArrayList<>();
        new LogReader(file)
                .read(
                        LogQuery.ALL,
                        (stream, time, b, offset, length) -> seen.add(
                                stream + " " + time + " " + new String(b, offset, length, StandardCharsets.UTF_8)));
        assertEquals(List.of("STDERR 1767323045123456789 a \"b\" \\ \t \r é € 😀 \u0001é 😀 \uFFFD<\n"), seen);
    }

    @Test
    void timesWithFewerDigitsAreRead() throws IOException {
        writer.raw("{\"log\":\"a\",\"stream\":\"stdout\",\"time\":\"2026-01-02T03:04:05Z\"}\n"
                + "{\"log\":\"b\",\"stream\":\"stdout\",\"time\":\"2026-01-02T03:04:05.12Z\"}\n");
        List<Long> times = new ArrayList<>();
        new LogReader(file).read(LogQuery.ALL, (stream, time, b, offset, length) -> times.add(time));
        assertEquals(List.of(1767323045000000000L, 1767323045120000000L), times);
    }

    @Test
    void fieldsInAnotherOrderAndFurtherFieldsAreRead() throws IOException {
        writer.raw(
                "{\"time\":\"2026-01-02T03:04:05.1Z\",\"attrs\":{\"a\":\"b\"},\"stream\":\"stdout\",\"log\":\"x\\n\"}\n");
        assertEquals(List.of("x\n"), read(LogQuery.ALL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "{\"log\":\"torn",
                "{\"log\":\"torn\\",
                "{\"log\":\"a\\x\",\"stream\":\"stdout\",\"time\":\"2026-01-02T03:04:05Z\"}",
                "{\"log\":\"a\\u12\",\"stream\":\"stdout\",\"time\":\"2026-01-02T03:04:05Z\"}",
                "{\"log\":\"a\",\"stream\":\"stdout\",\"time\":\"yesterday\"}",
                "{\"log\":\"a\",\"stream\":\"stdout\",\"time\":\"2026-13-02T03:04:05Z\"}",
                "{\"log\":\"a\",\"stream\":\"stdout\",\"time\":\"2026-02-30T03:04:05Z\"}",
                "{\"log\":\"a\",\"stream\":\"stdout\"}",
                "{\"log\":1,\"stream\":\"stdout\",\"time\":\"2026-01-02T03:04:05Z\"}",
                "[[[[",
                "\u0000\u0000\u0000\u0000"
            })
    void aDamagedLineIsPassedOverInTheMiddleAndAtTheEnd(String damaged) throws IOException {
        writer.write("one\n", "stdout", 1);
        writer.raw(damaged + "\n");
        writer.write("two\n", "stdout", 2);
        writer.raw(damaged);
        assertEquals(List.of("one\n", "two\n"), read(LogQuery.ALL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "{\"log\":\"torn", "{\"log\":\"torn\\", "{\"log\":\"a\\n\",\"stream\":\"std", "\u0000\u0000"
            })
    void anEntryWrittenBehindATornOneIsRead(String torn) throws IOException {
        writer.raw(torn);
        writer.write("whole\n", "stdout", 1);
        writer.write("next\n", "stdout", 2);
        assertEquals(List.of("whole\n", "next\n"), read(LogQuery.ALL));
    }

    @Test
    void aTextThatLooksLikeAnEntryIsText() throws IOException {
        String forged = LogWriterDouble.line("forged\n", "stderr", 5);
        writer.write(forged, "stdout", 1);
        assertEquals(List.of(forged), read(LogQuery.ALL));
    }

    @Test
    void aLastLineThatLacksOnlyItsLineFeedIsRead() throws IOException {
        String line = LogWriterDouble.line("end\n", "stdout", 1);
        writer.raw(line.substring(0, line.length() - 1));
        assertEquals(List.of("end\n"), read(LogQuery.ALL));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 9, 10, 11, 19, 20, 21, 29, 30, 31, 1000})
    void tailCountsAcrossRotatedFiles(int tail) throws IOException {
        writeLines(0, 10);
        writer.rotate();
        writeLines(10, 20);
        writer.rotate();
        writeLines(20, 30);
        assertEquals(numbers(Math.max(0, 30 - tail), 30), read(LogQuery.ALL.withTail(tail)));
    }

    @Test
    void tailFindsItsPlaceInALargeFile() throws IOException {
        writeLines(0, 20_000);
        assertEquals(numbers(20_000 - 3, 20_000), read(LogQuery.ALL.withTail(3)));
        assertEquals(numbers(1, 20_000), read(LogQuery.ALL.withTail(19_999)));
        assertEquals(numbers(0, 20_000), read(LogQuery.ALL));
    }

    @Test
    void tailOfALogJustRotatedIsInTheRotatedFile() throws IOException {
        writeLines(0, 10);
        writer.rotate();
        assertEquals(numbers(8, 10), read(LogQuery.ALL.withTail(2)));
    }

    @Test
    void aTornLastLineDoesNotCountForTail() throws IOException {
        writeLines(0, 10);
        writer.raw("{\"log\":\"to");
        assertEquals(numbers(8, 10), read(LogQuery.ALL.withTail(2)));
    }

    @Test
    void sinceAndUntilAreExactToTheNanosecondAndInclusive() throws IOException {
        writeLines(0, 10);
        assertEquals(numbers(3, 8), read(LogQuery.ALL.withSince(3).withUntil(7)));
    }

    @Test
    void onlyTheStreamsAskedForAreDelivered() throws IOException {
        writeLines(0, 4);
        assertEquals(List.of("0\n", "2\n"), read(LogQuery.ALL.withStreams(true, false)));
        assertEquals(List.of("1\n", "3\n"), read(LogQuery.ALL.withStreams(false, true)));
    }

    @Test
    void linesLongerThanTheBufferAreReadAndThoseBeyondAllBoundsPassedOver() throws IOException {
        String big = "x".repeat(300_000);
        writer.write(big, "stdout", 1);
        writer.raw("y".repeat(3_000_000) + "\n");
        writer.write("after\n", "stdout", 2);
        assertEquals(List.of(big, "after\n"), read(LogQuery.ALL));
    }

    @Test
    void filesThatOnlyLookAlikeAreNotRead() throws IOException {
        writeLines(0, 1);
        Files.writeString(directory.resolve("json.log.bak"), LogWriterDouble.line("no", "stdout", 1));
        Files.writeString(directory.resolve("json.log.01"), LogWriterDouble.line("no", "stdout", 1));
        assertEquals(numbers(0, 1), read(LogQuery.ALL));
    }

    @Test
    void aConsumerThatFailsEndsTheReading() throws IOException {
        writeLines(0, 10);
        assertThrows(
                IOException.class,
                () -> new LogReader(file).read(LogQuery.ALL, (s, t, b, o, l) -> {
                    throw new IOException("gone");
                }));
    }
}
