package dev.gantry.engine.linux;

/** A system call that failed: what was tried, on what, and the errno. */
public final class LinuxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    /**
     * @param what the call and its object, as in {@code "mount overlay on /x"}
     * @param errno the raw error number
     */
    public LinuxException(String what, int errno) {
        super(what + ": " + Errno.describe(errno));
        this.errno = errno;
    }

    public int errno() {
        return errno;
    }

    public boolean is(Errno e) {
        return errno == e.number();
    }
}
