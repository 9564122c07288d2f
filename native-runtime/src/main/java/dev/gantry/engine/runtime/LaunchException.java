package dev.gantry.engine.runtime;

/** A process that could not be started inside its sandbox: why, and the exit code that says so. */
public final class LaunchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** @param exitCode 127: no such program; 126: it cannot be executed; 128: the sandbox could not be made */
    LaunchException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
