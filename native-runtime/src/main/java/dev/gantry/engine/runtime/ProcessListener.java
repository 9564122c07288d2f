package dev.gantry.engine.runtime;

/** Hears of a launched process; called by one thread, in order. */
public interface ProcessListener {
    /**
     * Some of its output, only while output is wanted. Valid during the call, which may block; the process then waits.
     *
     * @param stream 1 or 2
     */
    void output(int stream, byte[] buffer, int offset, int length);

    /** It has ended, and all of its output has been delivered. The last call. */
    void exited(int code);

    /** Its launcher is gone without a word. The last call. */
    void lost();
}
