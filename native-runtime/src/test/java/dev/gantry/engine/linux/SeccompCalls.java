package dev.gantry.engine.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** Lets a test put itself under a filter and make raw system calls. */
public final class SeccompCalls {
    private static final int PR_SET_SECCOMP = 22;
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int SECCOMP_MODE_FILTER = 2;

    private SeccompCalls() {}

    static {
        Native.register(SeccompCalls.class, "c");
    }

    private static native int prctl(int option, long arg2, Pointer arg3, long arg4, long arg5);

    private static native long syscall(long number, long a, long b, long c, long d, long e);

    /** Filters the calling thread, for good; others are not affected. */
    public static void filterThisThread(byte[] program) {
        LibC.check(prctl(PR_SET_NO_NEW_PRIVS, 1, Pointer.NULL, 0, 0), "prctl(PR_SET_NO_NEW_PRIVS)");
        try (Memory filter = new Memory(program.length);
                Memory header = new Memory(16)) {
            filter.write(0, program, 0, program.length);
            header.setShort(0, (short) (program.length / 8));
            header.setPointer(8, filter);
            LibC.check(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, header, 0, 0), "prctl(PR_SET_SECCOMP)");
        }
    }

    /** The errno of a raw system call, or 0. */
    public static int errnoOf(long number, long a, long b, long c) {
        return syscall(number, a, b, c, 0, 0) == -1 ? LibC.errno() : 0;
    }
}
