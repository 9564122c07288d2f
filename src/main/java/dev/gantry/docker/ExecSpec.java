package dev.gantry.docker;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A process to run in a running container, with standard input, output and error attached. */
public record ExecSpec(
        List<String> command,
        @Nullable String user,
        @Nullable String workingDirectory,
        List<String> environment,
        boolean tty) {}
