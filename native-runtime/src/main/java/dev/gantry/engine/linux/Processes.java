package dev.gantry.engine.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import com.sun.jna.ptr.IntByReference;
import java.util.ArrayList;
import java.util.List;

/** Starting and awaiting processes: posix_spawn(3), waitpid(2), kill(2), pidfd_open(2). */
public final class Processes {
    private static final int SYS_PIDFD_OPEN = 434;

    /** Room for posix_spawn_file_actions_t and posix_spawnattr_t of glibc (80 and 336 bytes on 64-bit machines). */
    private static final int ACTIONS_SIZE = 80;

    private static final int ATTR_SIZE = 336;
    private static final int POSIX_SPAWN_SETSIGDEF = 0x04;
    private static final int POSIX_SPAWN_SETSIGMASK = 0x08;
    private static final int POSIX_SPAWN_SETSID = 0x80;
    private static final int SIGSET_SIZE = 128;
    private static final int F_DUPFD_CLOEXEC = 1030;

    /** Above every descriptor number that a spawned program is given. */
    private static final int LOWEST_SOURCE = 64;

    private Processes() {}

    static {
        Native.register(Processes.class, "c");
    }

    private static native int posix_spawn_file_actions_init(Pointer actions);

    private static native int posix_spawn_file_actions_adddup2(Pointer actions, int from, int to);

    private static native int posix_spawn_file_actions_addclosefrom_np(Pointer actions, int from);

    private static native int posix_spawn_file_actions_destroy(Pointer actions);

    private static native int posix_spawnattr_init(Pointer attributes);

    private static native int posix_spawnattr_setflags(Pointer attributes, short flags);

    private static native int posix_spawnattr_setsigdefault(Pointer attributes, Pointer set);

    private static native int posix_spawnattr_destroy(Pointer attributes);

    private static native int posix_spawn(
            IntByReference pid, String path, Pointer actions, Pointer attributes, Pointer argv, Pointer envp);

    private static native int waitpid(int pid, IntByReference status, int options);

    private static native int fcntl(int fd, int command, int argument);

    private static native int geteuid();

    private static native long syscall(long number, long first, long second);

    /**
     * Starts a program in a session of its own, with default signal handling and exactly the given descriptors open:
     * the first becomes 0, the next 1, and so on. Does not wait for it; the caller must, by {@link #await}.
     *
     * @param path of the program; a descriptor's path must name this process by number, since all are closed first
     * @return its process id
     */
    public static int spawn(String path, List<String> arguments, List<Integer> descriptors) {
        try (Memory actions = new Memory(ACTIONS_SIZE);
                Memory attributes = new Memory(ATTR_SIZE);
                Memory signals = new Memory(SIGSET_SIZE)) {
            checkSpawn(posix_spawn_file_actions_init(actions), path);
            checkSpawn(posix_spawnattr_init(attributes), path);
            List<FileDescriptor> moved = new ArrayList<>();
            try {
                addDescriptors(actions, descriptors, moved, path);
                signals.setMemory(0, SIGSET_SIZE, (byte) 0xff);
                checkSpawn(posix_spawnattr_setsigdefault(attributes, signals), path);
                int flags = POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
                checkSpawn(posix_spawnattr_setflags(attributes, (short) flags), path);
                IntByReference pid = new IntByReference();
                StringArray argv = new StringArray(arguments.toArray(String[]::new), "UTF-8");
                StringArray envp = new StringArray(new String[0]);
                checkSpawn(posix_spawn(pid, path, actions, attributes, argv, envp), path);
                return pid.getValue();
            } finally {
                moved.forEach(FileDescriptor::close);
                posix_spawn_file_actions_destroy(actions);
                posix_spawnattr_destroy(attributes);
            }
        }
    }

    /** dup2 in order would overwrite a source that is itself one of the target numbers, so those are moved up first. */
    private static void addDescriptors(
            Pointer actions, List<Integer> descriptors, List<FileDescriptor> moved, String path) {
        for (int target = 0; target < descriptors.size(); target++) {
            int source = descriptors.get(target);
            if (source < LOWEST_SOURCE) {
                FileDescriptor copy = new FileDescriptor(
                        LibC.check(fcntl(source, F_DUPFD_CLOEXEC, LOWEST_SOURCE), "duplicate descriptor " + source));
                moved.add(copy);
                source = copy.number();
            }
            checkSpawn(posix_spawn_file_actions_adddup2(actions, source, target), path);
        }
        checkSpawn(posix_spawn_file_actions_addclosefrom_np(actions, descriptors.size()), path);
    }

    /** The posix_spawn family returns its error number instead of setting errno. */
    private static void checkSpawn(int error, String path) {
        if (error != 0) {
            throw new LinuxException("posix_spawn " + path, error);
        }
    }

    /** Waits for a child that is known to be ending, and collects it. Nothing happens if it is not our child. */
    public static void await(int pid) {
        IntByReference status = new IntByReference();
        while (waitpid(pid, status, 0) < 0 && LibC.errno() == Errno.EINTR.number()) {
            // interrupted: wait again
        }
    }

    /** Whether this process runs as root. */
    public static boolean isRoot() {
        return geteuid() == 0;
    }

    /** A descriptor that refers to the process, whatever becomes of its number. See pidfd_open(2). */
    public static FileDescriptor openPidfd(int pid) {
        return new FileDescriptor((int) LibC.check(syscall(SYS_PIDFD_OPEN, pid, 0), "pidfd_open " + pid));
    }
}
