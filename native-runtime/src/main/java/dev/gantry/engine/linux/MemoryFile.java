package dev.gantry.engine.linux;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;

/** Files without a name that nobody can change any more: memfd_create(2) with all seals. */
public final class MemoryFile {
    private static final int MFD_CLOEXEC = 1;
    private static final int MFD_ALLOW_SEALING = 2;
    private static final int F_ADD_SEALS = 1033;
    private static final int F_SEAL_ALL = 0x0f;

    private MemoryFile() {}

    static {
        Native.register(MemoryFile.class, "c");
    }

    private static native int memfd_create(String name, int flags);

    private static native NativeLong write(int fd, byte[] data, NativeLong length);

    private static native int fcntl(int fd, int command, int argument);

    /**
     * Makes a file with this content, sealed against every change. Mapping or executing it always gives this content,
     * also through a descriptor opened for writing by way of /proc.
     *
     * @param name shown in /proc only
     */
    public static FileDescriptor sealed(String name, byte[] content) {
        FileDescriptor file = new FileDescriptor(
                LibC.check(memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING), "memfd_create " + name));
        try {
            byte[] rest = content;
            while (rest.length > 0) {
                long n = LibC.check(
                        write(file.number(), rest, new NativeLong(rest.length)).longValue(), "write memfd " + name);
                rest = java.util.Arrays.copyOfRange(rest, (int) n, rest.length);
            }
            LibC.check(fcntl(file.number(), F_ADD_SEALS, F_SEAL_ALL), "seal memfd " + name);
            return file;
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }
}
