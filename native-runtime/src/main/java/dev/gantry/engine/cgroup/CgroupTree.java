package dev.gantry.engine.cgroup;

import dev.gantry.engine.error.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A group's directory and those nested in it, which the container's own processes may have made. */
public final class CgroupTree {
    /** How long a group may stay busy after its processes were reaped. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

    private static final long FIRST_PAUSE = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    private CgroupTree() {}

    /** The names of the groups directly below; empty when the directory is gone. */
    public static List<String> children(Path directory) {
        List<String> names = new ArrayList<>();
        try {
            // The kernel keeps the count, which spares a look at each of some fifty files in the usual case of no
            // child.
            if ((int) Files.getAttribute(directory, "unix:nlink") <= 2) {
                return List.of();
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + directory, e);
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, Files::isDirectory)) {
            for (Path entry : entries) {
                names.add(entry.getFileName().toString());
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
        return names;
    }

    /** Removes a group without processes and groups of its own; any other stays. */
    public static void removeIfUnused(Path directory) {
        if (!children(directory).isEmpty()) {
            return;
        }
        try {
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            // EBUSY: a process has joined it meanwhile, so it is in use after all.
            return;
        }
    }

    /** The processes of the group and of all nested ones, without duplicates within one group. */
    public static List<Integer> processes(Path directory) {
        List<Integer> pids = new ArrayList<>();
        collectProcesses(directory, pids);
        return pids;
    }

    private static void collectProcesses(Path directory, List<Integer> pids) {
        CgroupFile.read(directory.resolve("cgroup.procs"))
                .lines()
                .map(Integer::valueOf)
                // Zero stands for a process that the caller's pid namespace does not have.
                .filter(pid -> pid > 0)
                .forEach(pids::add);
        for (String child : children(directory)) {
            collectProcesses(directory.resolve(child), pids);
        }
    }

    /**
     * Removes the group, deepest first.
     *
     * <p>The usual case is one rmdir(2). It answers EBUSY as long as a process is on its way out: the kernel reports the
     * exit to the parent a moment before it takes the task off the group, and v1 has no event for the moment after. So
     * the call is repeated after pauses that double from 50 µs to 10 ms, for at most 2 s. On the usual path there is no
     * pause at all.
     *
     * @throws EngineException conflict when processes are left in it
     */
    public static void remove(Path directory) {
        long deadline = System.nanoTime() + PATIENCE;
        long pause = FIRST_PAUSE;
        while (true) {
            IOException failure = tryRemove(directory);
            if (failure == null) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new EngineException(
                        EngineException.Category.CONFLICT,
                        "cannot remove the cgroup " + directory + ": " + CgroupFile.reason(failure)
                                + "; processes in it: " + processes(directory),
                        failure);
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(pause * 2, LONGEST_PAUSE);
        }
    }

    private static @Nullable IOException tryRemove(Path directory) {
        try {
            Files.delete(directory);
            return null;
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            List<String> children = children(directory);
            if (children.isEmpty()) {
                return e;
            }
            for (String child : children) {
                IOException failure = tryRemove(directory.resolve(child));
                if (failure != null) {
                    return failure;
                }
            }
            return tryRemoveEmptied(directory);
        }
    }

    private static @Nullable IOException tryRemoveEmptied(Path directory) {
        try {
            Files.deleteIfExists(directory);
            return null;
        } catch (IOException e) {
            return e;
        }
    }
}
