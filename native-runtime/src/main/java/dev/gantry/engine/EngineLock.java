package dev.gantry.engine;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.storage.EngineLayout;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;

/** Keeps a second engine off the same data root. The kernel lets go of it when the process dies. */
final class EngineLock implements AutoCloseable {
    private final FileChannel channel;

    private EngineLock(FileChannel channel) {
        this.channel = channel;
    }

    static EngineLock take(EngineLayout layout) {
        try {
            FileChannel channel =
                    FileChannel.open(layout.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel)) {
                return new EngineLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw EngineException.system("lock " + layout.lockFile() + ": " + e, e);
        }
        throw new EngineException(
                EngineException.Category.UNAVAILABLE,
                "another engine uses " + layout.dataRoot() + "; stop it first, or give this one its own --data-root");
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw EngineException.system("unlock the data root", e);
        }
    }
}
