package dev.gantry.engine.log;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reader that goes on when it has come to the end: its place in the log, and how it gets from file to file. */
final class LogFollower implements AutoCloseable {
    private final LogFiles files;
    private final LogQuery query;
    private final LogFollowing following;
    private final LogConsumer consumer;
    private final LogScan scan;
    private @Nullable LogFile current;
    private long position;

    LogFollower(LogFiles files, LogQuery query, LogConsumer consumer, LogFollowing following) {
        this.files = files;
        this.query = query;
        this.following = following;
        this.consumer = consumer;
        this.scan = new LogScan(query, consumer);
    }

    void run() throws IOException {
        begin();
        while (!scan.done() && !following.closed()) {
            // Asked before reading: what was written before the end is then certainly read.
            boolean finished = following.finished();
            boolean advanced = catchUp();
            if (scan.done() || following.closed()) {
                return;
            }
            if (!advanced && !finished) {
                consumer.caughtUp();
            }
            if (!advanced && (finished || !await())) {
                scanRest();
                return;
            }
        }
    }

    private void begin() throws IOException {
        List<LogFile> opened = files.open();
        try {
            if (!opened.isEmpty()) {
                position = LogReader.scanBefore(scan, query, opened, Long.MAX_VALUE);
                current = opened.removeLast();
            }
        } finally {
            LogFiles.closeAll(opened);
        }
    }

    /** Reads to the end. @return whether there is a further file to read, which is now the current one */
    private boolean catchUp() throws IOException {
        LogFile file = current;
        if (file == null) {
            return advance();
        }
        if (file.size() < position) {
            // Somebody has emptied the file under us.
            position = 0;
        }
        position = scan.scan(file, position, Long.MAX_VALUE);
        if (scan.done() || file.key().equals(files.currentKey())) {
            return false;
        }
        // It was renamed, and may have got a last entry before; now it gets none.
        position = scan.scan(file, position, Long.MAX_VALUE);
        return advance();
    }

    /** Goes on to the file that was begun after the current one. */
    private boolean advance() throws IOException {
        List<LogFile> opened = files.open();
        try {
            int next = 0;
            for (int i = 0; i < opened.size(); i++) {
                if (current != null && opened.get(i).key().equals(current.key())) {
                    next = i + 1;
                }
            }
            if (next >= opened.size()) {
                return false;
            }
            close();
            current = opened.remove(next);
            position = 0;
            return true;
        } finally {
            LogFiles.closeAll(opened);
        }
    }

    /** @return false when there is nothing to wait for any more */
    private boolean await() {
        scan.idle();
        if (!Files.exists(files.directory())) {
            return false;
        }
        if (query.until() == Long.MAX_VALUE) {
            return following.await(LogFollowing.forever());
        }
        return following.await(query.until() - System.currentTimeMillis() * 1_000_000);
    }

    private void scanRest() throws IOException {
        if (current != null) {
            scan.scanUnfinished(current, position);
        }
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
