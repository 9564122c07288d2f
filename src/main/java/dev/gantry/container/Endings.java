package dev.gantry.container;

import dev.gantry.container.ContainerPage.Ending;
import dev.gantry.docker.ContainerDetails;
import dev.gantry.ui.Formats;
import org.jspecify.annotations.Nullable;

/** Says why a container ended and what to do about it. */
final class Endings {
    private static final int SIGNALS = 128;
    private static final int KILL = 9;

    private Endings() {}

    /** Null when there is nothing to say: it runs, never ran, or ended well. */
    static @Nullable Ending of(ContainerDetails details) {
        ContainerDetails.State state = details.state();
        if (state.running() || state.restarting()) {
            return null;
        }
        if (!state.error().isEmpty()) {
            return new Ending("problem", "It could not be started", state.error());
        }
        if (state.oomKilled()) {
            long limit = details.hostConfig().memory();
            return new Ending(
                    "problem",
                    "It ran out of memory",
                    limit > 0
                            ? "The kernel ended it as it needed more than the " + Formats.bytes(limit)
                                    + " it may use. Give a new container more, or find out what it needs so much for."
                            : "The machine had no memory left, and the kernel chose this one to end. Limit the memory of containers.");
        }
        return state.exitCode() == 0 ? null : byCode(state.exitCode());
    }

    private static @Nullable Ending byCode(int code) {
        return switch (code) {
            case 125 -> problem(code, "The engine could not run it.");
            case 126 ->
                problem(
                        code,
                        "The command was found but cannot be executed: it is no program, or lacks the right to execute.");
            case 127 -> problem(code, "The command was not found in the image.");
            case SIGNALS + KILL ->
                problem(
                        code,
                        "It was killed by SIGKILL: by somebody, or as it did not end in time after being asked to stop.");
            case SIGNALS + 11 -> problem(code, "It crashed: it used memory that is not its own (SIGSEGV).");
            case SIGNALS + 6 -> problem(code, "It aborted itself (SIGABRT).");
            case SIGNALS + 15, SIGNALS + 2 -> null;
            default ->
                problem(
                        code,
                        code > SIGNALS && code < SIGNALS + 65
                                ? "It was ended by signal " + (code - SIGNALS) + "."
                                : "What that means is for the program to say; the last lines of its log often do.");
        };
    }

    private static Ending problem(int code, String text) {
        return new Ending("problem", "It ended with exit code " + code, text);
    }
}
