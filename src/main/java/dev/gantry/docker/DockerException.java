package dev.gantry.docker;

import org.jspecify.annotations.Nullable;

/** An engine refused, failed, or could not be reached. Status and message are the engine's own wherever it answered. */
public final class DockerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean unreachable;

    public DockerException(int status, String message) {
        this(status, message, false, null);
    }

    private DockerException(int status, String message, boolean unreachable, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.unreachable = unreachable;
    }

    /** No answer came: the connection failed or broke. */
    public static DockerException unreachable(String message, @Nullable Throwable cause) {
        return new DockerException(503, message, true, cause);
    }

    /** The request was never sent, since it could not have been a valid one. */
    public static DockerException invalid(String message) {
        return new DockerException(400, message);
    }

    /** The HTTP status the engine answered, 503 when it did not answer. */
    public int status() {
        return status;
    }

    /** Whether the engine gave no answer at all. */
    public boolean isUnreachable() {
        return unreachable;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
