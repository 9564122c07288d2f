package dev.gantry.engine.linux;

import com.sun.jna.Native;

/** kill(2), apart from {@link Signal} because a record cannot have native methods. */
final class SignalCalls {
    private SignalCalls() {}

    static {
        Native.register(SignalCalls.class, "c");
    }

    static native int kill(int pid, int signal);
}
