package dev.gantry.engine.cgroup.v2;

import dev.gantry.engine.cgroup.DevicePolicy;
import dev.gantry.engine.cgroup.DeviceRule;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Device rules as an eBPF program over struct bpf_cgroup_dev_ctx (linux/bpf.h): one block per rule, the first that
 * fits allows. The instruction set is that of Documentation/bpf/standardization/instruction-set.rst.
 */
final class DeviceProgramAssembler {
    private static final int LOAD_WORD = 0x61;
    private static final int MOVE = 0xb7;
    private static final int MOVE_REGISTER = 0xbf;
    private static final int AND = 0x57;
    private static final int SHIFT_RIGHT = 0x77;
    private static final int JUMP_IF_NOT_EQUAL = 0x55;
    private static final int EXIT = 0x95;

    private static final int RESULT = 0;
    private static final int CONTEXT = 1;
    private static final int TYPE = 2;
    private static final int ACCESS = 3;
    private static final int MAJOR = 4;
    private static final int MINOR = 5;
    private static final int SCRATCH = 6;

    /** Six instructions to begin with, at most eight for each rule, two at the end. */
    private final ByteBuffer out;

    private DeviceProgramAssembler(int rules) {
        out = ByteBuffer.allocate(8 * (8 + 8 * rules)).order(ByteOrder.nativeOrder());
    }

    static byte[] assemble(DevicePolicy policy) {
        List<DeviceRule> rules = policy.allowed();
        DeviceProgramAssembler assembler = new DeviceProgramAssembler(rules.size());
        assembler.readContext();
        rules.forEach(assembler::rule);
        assembler.answer(0);
        byte[] program = new byte[assembler.out.position()];
        assembler.out.get(0, program);
        return program;
    }

    /** The first word holds the device type in its low half and the access bits in its high half. */
    private void readContext() {
        emit(LOAD_WORD, TYPE, CONTEXT, 0, 0);
        emit(MOVE_REGISTER, ACCESS, TYPE, 0, 0);
        emit(AND, TYPE, 0, 0, 0xFFFF);
        emit(SHIFT_RIGHT, ACCESS, 0, 0, 16);
        emit(LOAD_WORD, MAJOR, CONTEXT, 4, 0);
        emit(LOAD_WORD, MINOR, CONTEXT, 8, 0);
    }

    private void rule(DeviceRule rule) {
        boolean major = rule.major() != DeviceRule.ANY;
        boolean minor = rule.minor() != DeviceRule.ANY;
        // How many instructions there are from after the next one to the following rule.
        int left = 5 + (major ? 1 : 0) + (minor ? 1 : 0);
        emit(JUMP_IF_NOT_EQUAL, TYPE, 0, left--, type(rule.kind()));
        emit(MOVE_REGISTER, SCRATCH, ACCESS, 0, 0);
        emit(AND, SCRATCH, 0, 0, ~access(rule.access()));
        left -= 2;
        emit(JUMP_IF_NOT_EQUAL, SCRATCH, 0, left--, 0);
        if (major) {
            emit(JUMP_IF_NOT_EQUAL, MAJOR, 0, left--, rule.major());
        }
        if (minor) {
            emit(JUMP_IF_NOT_EQUAL, MINOR, 0, left, rule.minor());
        }
        answer(1);
    }

    private void answer(int value) {
        emit(MOVE, RESULT, 0, 0, value);
        emit(EXIT, 0, 0, 0, 0);
    }

    private void emit(int code, int target, int source, int offset, int immediate) {
        int registers =
                ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? target | source << 4 : target << 4 | source;
        out.put((byte) code).put((byte) registers).putShort((short) offset).putInt(immediate);
    }

    /** BPF_DEVCG_DEV_*. */
    private static int type(DeviceRule.Kind kind) {
        return switch (kind) {
            case BLOCK -> 1;
            case CHARACTER -> 2;
        };
    }

    /** BPF_DEVCG_ACC_*. */
    private static int access(String letters) {
        return (letters.contains("m") ? 1 : 0) | (letters.contains("r") ? 2 : 0) | (letters.contains("w") ? 4 : 0);
    }
}
