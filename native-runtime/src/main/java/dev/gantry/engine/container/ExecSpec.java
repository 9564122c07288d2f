package dev.gantry.engine.container;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an exec is to run inside a running container.
 *
 * @param user empty: the container's
 * @param workingDir empty: the container's
 * @param env added to the container's environment
 * @param detachKeys {@code null}: the default
 * @param consoleRows initial height of the terminal, 0: unknown
 * @param consoleColumns initial width of the terminal, 0: unknown
 */
public record ExecSpec(
        List<String> cmd,
        List<String> env,
        String workingDir,
        String user,
        boolean tty,
        boolean privileged,
        boolean attachStdin,
        boolean attachStdout,
        boolean attachStderr,
        @Nullable String detachKeys,
        int consoleRows,
        int consoleColumns) {}
