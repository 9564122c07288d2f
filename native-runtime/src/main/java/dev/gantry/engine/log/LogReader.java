package dev.gantry.engine.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads the log of one container, its rotated files included. Lines that are no entries, such as a torn one after a
 * power cut, are passed over. Any number of readers may read the same log at once.
 */
public final class LogReader {
    private final LogFiles files;

    /** @param file the file being written; rotated ones are {@code file.1}, {@code file.2} and so on */
    public LogReader(Path file) {
        files = new LogFiles(file);
    }

    /** Delivers what has been written so far. Returns at once when there is no log. */
    public void read(LogQuery query, LogConsumer consumer) throws IOException {
        LogScan scan = new LogScan(query, consumer);
        List<LogFile> opened = files.open();
        try {
            if (!opened.isEmpty()) {
                LogFile current = opened.getLast();
                // What is written meanwhile belongs to the next reading; else a busy container would never let go.
                long limit = current.size();
                long position = scanBefore(scan, query, opened, limit);
                scan.scanUnfinished(current, scan.scan(current, position, limit));
            }
        } finally {
            LogFiles.closeAll(opened);
        }
    }

    /** Scans all files but the last. @return where to begin in the last */
    static long scanBefore(LogScan scan, LogQuery query, List<LogFile> opened, long lastSize) throws IOException {
        LogTail.Start start = query.tail() < 0 ? new LogTail.Start(0, 0) : LogTail.find(opened, query.tail());
        int last = opened.size() - 1;
        for (int i = start.file(); i < last; i++) {
            scan.scan(opened.get(i), i == start.file() ? start.position() : 0, Long.MAX_VALUE);
        }
        return start.file() == last ? Math.min(start.position(), lastSize) : 0;
    }

    /**
     * Delivers what has been written and then what is written, until {@code following} is finished and everything was
     * delivered, or it is closed, or the query's end has passed. Rotation neither loses nor repeats an entry, unless a
     * file is deleted before a slow consumer has come to it. Blocks the calling thread, which may be virtual.
     */
    public void follow(LogQuery query, LogConsumer consumer, LogWatcher watcher, LogFollowing following)
            throws IOException {
        // Watched before the first look, so that nothing can happen between the two unseen.
        try (LogWatcher.Registration registration = watcher.watch(files.directory(), files.name(), following);
                LogFollower follower = new LogFollower(files, query, consumer, following)) {
            follower.run();
        }
    }
}
