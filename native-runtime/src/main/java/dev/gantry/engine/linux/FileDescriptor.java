package dev.gantry.engine.linux;

/**
 * An open file descriptor that this object owns. Closing twice is harmless; using it after that throws. Every
 * descriptor the engine opens is close-on-exec.
 */
public final class FileDescriptor implements AutoCloseable {
    private int number;

    public FileDescriptor(int number) {
        this.number = number;
    }

    /** The number, for passing to a system call while this object is open. */
    public synchronized int number() {
        if (number < 0) {
            throw new IllegalStateException("file descriptor already closed");
        }
        return number;
    }

    /** A path that leads to this file in the calling process, see proc(5) "/proc/pid/fd". */
    public String procPath() {
        return "/proc/self/fd/" + number();
    }

    @Override
    public synchronized void close() {
        if (number >= 0) {
            // close(2): the descriptor is gone whatever the call answers, so there is nothing to retry.
            LibC.close(number);
            number = -1;
        }
    }
}
