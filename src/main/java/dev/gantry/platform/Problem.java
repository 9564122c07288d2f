package dev.gantry.platform;

/** A failure to answer with an HTTP status and a message that says what was tried, on what, and why it failed. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    public Problem(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
