package dev.gantry.engine.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * An eBPF program of type BPF_PROG_TYPE_CGROUP_DEVICE, which decides about device access in a cgroup v2; bpf(2). Once
 * attached, the group holds it until the group is removed, so this object may be closed right after.
 */
public final class DeviceProgram implements AutoCloseable {
    private static final int BPF_PROG_LOAD = 5;
    private static final int BPF_PROG_ATTACH = 8;
    private static final int BPF_PROG_TYPE_CGROUP_DEVICE = 15;
    private static final int BPF_CGROUP_DEVICE = 6;
    /** Lets groups nested in this one, or around it, have a program too; all must agree. */
    private static final int BPF_F_ALLOW_MULTI = 2;

    private static final long SYS_BPF = System.getProperty("os.arch").equals("aarch64") ? 280 : 321;

    private final FileDescriptor program;

    private DeviceProgram(FileDescriptor program) {
        this.program = program;
    }

    static {
        Native.register(DeviceProgram.class, "c");
    }

    private static native long syscall(long number, long command, Pointer attributes, long size);

    /**
     * Has the kernel check and load a program.
     *
     * @param instructions an array of struct bpf_insn
     */
    public static DeviceProgram load(byte[] instructions) {
        try (Memory code = new Memory(instructions.length);
                Memory license = new Memory(16);
                Memory attributes = new Memory(72)) {
            code.write(0, instructions, 0, instructions.length);
            // No helper that is reserved for GPL programs is called, so the licence is just a name.
            license.setString(0, "Apache-2.0");
            attributes.clear();
            attributes.setInt(0, BPF_PROG_TYPE_CGROUP_DEVICE);
            attributes.setInt(4, instructions.length / 8);
            attributes.setPointer(8, code);
            attributes.setPointer(16, license);
            long fd = LibC.check(
                    syscall(SYS_BPF, BPF_PROG_LOAD, attributes, attributes.size()),
                    "load an eBPF program for device access");
            return new DeviceProgram(new FileDescriptor((int) fd));
        }
    }

    /** Puts a group of cgroup v2 under this program. */
    public void attach(String directory) {
        try (FileDescriptor group = FileTree.open(directory, FileTree.O_RDONLY | FileTree.O_DIRECTORY, 0);
                Memory attributes = new Memory(20)) {
            attributes.clear();
            attributes.setInt(0, group.number());
            attributes.setInt(4, program.number());
            attributes.setInt(8, BPF_CGROUP_DEVICE);
            attributes.setInt(12, BPF_F_ALLOW_MULTI);
            LibC.check(
                    syscall(SYS_BPF, BPF_PROG_ATTACH, attributes, attributes.size()),
                    "attach an eBPF program for device access to " + directory);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
