package dev.gantry.engine.container;

import dev.gantry.engine.cgroup.CgroupStats;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * All containers of one engine. A {@code ref} is a full id, a name (with or without leading slash) or an id prefix that
 * fits one container; none fitting is NOT_FOUND "No such container: REF". Every method throws
 * {@link dev.gantry.engine.error.EngineException}. Operations on one container exclude each other; on different
 * containers they never wait for one another.
 */
public interface Containers {
    /** What create answers. */
    record Created(String id, List<String> warnings) {}

    /**
     * Makes a container; nothing of it runs. NOT_FOUND if the image is missing ("No such image: x:latest"), CONFLICT if
     * the name is in use, INVALID_PARAMETER for anything impossible.
     *
     * @param name {@code null}: one is made up
     */
    Created create(@Nullable String name, ContainerSpec spec);

    ContainerView get(String ref);

    /** Every container, newest first. Costs no system call. */
    List<ContainerView> all();

    /**
     * Starts it and returns when its first process has been executed. NOT_MODIFIED if it runs. INVALID_PARAMETER when
     * the command does not exist (exit code 127) or cannot be executed (126), with Docker's wording.
     */
    void start(String ref);

    /** Asks it to end, and kills it after the timeout. NOT_MODIFIED if it does not run. -1 waits for ever. */
    void stop(String ref, @Nullable String signal, @Nullable Integer timeoutSeconds);

    /** Stops it if it runs, and starts it. */
    void restart(String ref, @Nullable String signal, @Nullable Integer timeoutSeconds);

    /** Sends a signal, SIGKILL by default; returns after the exit has been recorded if the signal was SIGKILL. */
    void kill(String ref, @Nullable String signal);

    void pause(String ref);

    void unpause(String ref);

    void rename(String ref, String newName);

    /** Removes it; CONFLICT if it runs and {@code force} is not set. */
    void remove(String ref, boolean force, boolean volumes);

    CompletableFuture<ExitStatus> wait(String ref, WaitCondition condition);

    /** Sets the size of its terminal. */
    void resize(String ref, int rows, int columns);

    /**
     * Joins its streams. On one not yet started, the attachment receives everything from the first byte on.
     *
     * @param sink {@code null} to take no output
     */
    Attachment attach(String ref, @Nullable OutputSink sink, boolean stdin);

    /** Its log; INVALID_PARAMETER if its log driver cannot be read. */
    ContainerLog log(String ref);

    /** CONFLICT-free look at its processes; CONFLICT "container X is not running" if it does not run. */
    TopResult top(String ref, String psArguments);

    /** Present figures; all zero when it does not run. */
    CgroupStats stats(String ref);

    /** Registers an exec; nothing runs yet. CONFLICT if the container does not run or is paused. */
    String createExec(String containerRef, ExecSpec spec);

    ExecView exec(String execId);

    /**
     * Starts an exec, once. The attachment's {@code done} follows its end; {@code exec(id).exitCode} is known by then.
     *
     * @param sink {@code null} to start it detached
     */
    Attachment startExec(String execId, @Nullable OutputSink sink, int rows, int columns);

    void resizeExec(String execId, int rows, int columns);
}
