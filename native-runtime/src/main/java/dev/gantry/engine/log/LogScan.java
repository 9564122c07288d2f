package dev.gantry.engine.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** One reading: takes files apart into entries and hands those that were asked for to the consumer. */
final class LogScan {
    private static final int BUFFER = 128 * 1024;
    /** Longer than any entry of 16 KiB whose every byte is escaped; a longer line is none of ours and is passed over. */
    private static final int LONGEST_LINE = 1024 * 1024;

    private static final byte[] NO_BUFFER = {};

    private final LogQuery query;
    private final LogConsumer consumer;
    private final LogLineParser parser = new LogLineParser();
    private byte[] buffer = NO_BUFFER;
    private boolean skipping;
    private boolean done;

    LogScan(LogQuery query, LogConsumer consumer) {
        this.query = query;
        this.consumer = consumer;
    }

    /** Whether the query's end was reached. */
    boolean done() {
        return done;
    }

    /** Gives the memory back while there is nothing to read. */
    void idle() {
        buffer = NO_BUFFER;
    }

    /**
     * Delivers the complete lines from a position to the end of the file.
     *
     * @param limit where to stop reading, for a file that is still growing
     * @return where the first line begins that is not complete yet
     */
    long scan(LogFile file, long from, long limit) throws IOException {
        if (buffer.length == 0) {
            buffer = new byte[BUFFER];
        }
        if (from == 0) {
            skipping = false;
        }
        long position = from;
        int filled = 0;
        while (!done) {
            int room = (int) Math.min(buffer.length - filled, limit - position - filled);
            int read = room <= 0 ? -1 : file.read(ByteBuffer.wrap(buffer, filled, room), position + filled);
            if (read <= 0) {
                return position;
            }
            filled += read;
            int used = deliverLines(filled);
            if (used == 0 && filled == buffer.length) {
                used = makeRoom(filled);
            }
            position += used;
            filled -= used;
            System.arraycopy(buffer, used, buffer, 0, filled);
        }
        return position;
    }

    /** Delivers a last line that lacks its line feed, if it is whole otherwise. */
    void scanUnfinished(LogFile file, long from) throws IOException {
        long size = file.size() - from;
        if (done || skipping || size <= 0 || size > LONGEST_LINE) {
            return;
        }
        byte[] line = new byte[(int) size];
        int read = file.read(ByteBuffer.wrap(line), from);
        if (read > 0) {
            deliver(line, 0, read);
        }
    }

    private int deliverLines(int filled) throws IOException {
        int start = 0;
        while (!done) {
            int end = LogLineParser.findLineFeed(buffer, start, filled);
            if (end == filled) {
                break;
            }
            if (skipping) {
                skipping = false;
            } else {
                deliver(buffer, start, end);
            }
            start = end + 1;
        }
        return start;
    }

    private void deliver(byte[] line, int from, int to) throws IOException {
        if (!parser.parse(line, from, to)) {
            return;
        }
        long time = parser.nanos();
        if (time > query.until()) {
            done = true;
        } else if (time >= query.since() && query.includes(parser.stream())) {
            consumer.accept(parser.stream(), time, parser.text(), parser.offset(), parser.length());
        }
    }

    /** @return how much of a line that fills the buffer is thrown away */
    private int makeRoom(int filled) {
        if (skipping || buffer.length >= LONGEST_LINE) {
            skipping = true;
            return filled;
        }
        buffer = Arrays.copyOf(buffer, buffer.length * 2);
        return 0;
    }
}
