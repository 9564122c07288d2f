package dev.gantry.engine.linux;

import com.sun.jna.Native;

/** What every family of calls shares: registration, close(2), and errno. */
final class LibC {
    private LibC() {}

    static {
        Native.register(LibC.class, "c");
    }

    static native int close(int fd);

    /** The errno of the calling thread's last mapped call; JNA saves it before it returns to Java. */
    static int errno() {
        return Native.getLastError();
    }

    /** @return {@code result} unless it is negative, which becomes an exception carrying errno */
    static int check(int result, String what) {
        if (result < 0) {
            throw new LinuxException(what, errno());
        }
        return result;
    }

    static long check(long result, String what) {
        if (result < 0) {
            throw new LinuxException(what, errno());
        }
        return result;
    }
}
