package dev.gantry.engine.container;

import dev.gantry.engine.runtime.LaunchException;
import java.util.List;

/** Says why a program could not be started in the words that Docker's clients look for. */
final class LaunchMessages {
    private LaunchMessages() {}

    static String describe(LaunchException e, List<String> command) {
        String program = command.getFirst();
        String reason = reason(e, program);
        return "failed to create task for container: failed to create shim task: OCI runtime create failed: "
                + "unable to start container process: " + reason + ": unknown";
    }

    /** The part that is about the program. */
    static String reason(LaunchException e, String program) {
        String message = String.valueOf(e.getMessage());
        boolean aboutExec = message.startsWith("exec ");
        if (!aboutExec) {
            return message;
        }
        if (e.exitCode() == 127) {
            boolean path = program.indexOf('/') >= 0;
            return path
                    ? "exec: \"" + program + "\": stat " + program + ": no such file or directory"
                    : "exec: \"" + program + "\": executable file not found in $PATH";
        }
        int colon = message.lastIndexOf(": ");
        String error = colon < 0 ? message : message.substring(colon + 2);
        return "exec: \"" + program + "\": " + error.substring(0, 1).toLowerCase(java.util.Locale.ROOT)
                + error.substring(1);
    }
}
