package dev.gantry.engine.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Runs a filter as the kernel would, on a given struct seccomp_data; refuses what the kernel's checker refuses. */
final class BpfInterpreter {
    private final ByteBuffer program;
    private final int length;

    BpfInterpreter(byte[] program) {
        this.program = ByteBuffer.wrap(program).order(ByteOrder.nativeOrder());
        this.length = program.length / 8;
        if (program.length % 8 != 0 || length == 0 || length > 4096) {
            throw new IllegalArgumentException("not a program of 1 to 4096 instructions");
        }
    }

    int run(int arch, int number, long... args) {
        ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
        data.putInt(0, number).putInt(4, arch);
        for (int i = 0; i < args.length; i++) {
            data.putLong(16 + 8 * i, args[i]);
        }
        int a = 0;
        for (int pc = 0; ; pc++) {
            if (pc >= length) {
                throw new IllegalStateException("ran off the end");
            }
            int code = program.getShort(pc * 8) & 0xFFFF;
            int k = program.getInt(pc * 8 + 4);
            boolean taken;
            switch (code) {
                case 0x20 -> {
                    if (k % 4 != 0 || k < 0 || k > 60) {
                        throw new IllegalStateException("bad load offset " + k);
                    }
                    a = data.getInt(k);
                    continue;
                }
                case 0x54 -> {
                    a &= k;
                    continue;
                }
                case 0x05 -> {
                    pc += k;
                    continue;
                }
                case 0x06 -> {
                    return k;
                }
                case 0x15 -> taken = a == k;
                case 0x25 -> taken = Integer.compareUnsigned(a, k) > 0;
                case 0x35 -> taken = Integer.compareUnsigned(a, k) >= 0;
                default -> throw new IllegalStateException("unknown instruction " + code);
            }
            pc += program.get(pc * 8 + (taken ? 2 : 3)) & 0xFF;
        }
    }
}
