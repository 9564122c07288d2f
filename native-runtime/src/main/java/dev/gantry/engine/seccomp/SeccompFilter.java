package dev.gantry.engine.seccomp;

/**
 * A compiled filter, ready for seccomp(2) with SECCOMP_SET_MODE_FILTER.
 *
 * @param program an array of struct sock_filter in the processor's byte order; shared, so not to be changed
 * @param flags SECCOMP_FILTER_FLAG_*
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; copying it for each container start would be waste
public record SeccompFilter(byte[] program, int flags) {
    /** The field {@code len} of struct sock_fprog. */
    public int instructions() {
        return program.length / 8;
    }
}
