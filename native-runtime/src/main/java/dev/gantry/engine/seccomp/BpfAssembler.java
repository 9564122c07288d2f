package dev.gantry.engine.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a classic BPF program from its end to its beginning, so that every jump's target is known when the jump is
 * written: jumps only go forward. A label is the number of instructions that follow the one it stands for. See bpf(4)
 * of the BSDs and linux/filter.h.
 */
final class BpfAssembler {
    static final int LOAD = 0x20; // BPF_LD | BPF_W | BPF_ABS
    static final int AND = 0x54; // BPF_ALU | BPF_AND | BPF_K
    static final int JUMP = 0x05; // BPF_JMP | BPF_JA
    static final int JEQ = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
    static final int JGT = 0x25; // BPF_JMP | BPF_JGT | BPF_K
    static final int JGE = 0x35; // BPF_JMP | BPF_JGE | BPF_K
    static final int RETURN = 0x06; // BPF_RET | BPF_K

    /** Conditional jumps have 8 bits for the distance; two are kept for the detours of both branches. */
    private static final int REACH = 253;

    /** One struct sock_filter. */
    record Instruction(int code, int jumpTrue, int jumpFalse, int k) {}

    private final List<Instruction> reversed = new ArrayList<>();
    private final Map<Integer, Integer> returns = new HashMap<>();

    /** {@code return value}, shared with an earlier one where that is within reach. */
    int returns(int value) {
        Integer known = returns.get(value);
        if (known != null && distance(known) <= REACH) {
            return known;
        }
        int label = emit(new Instruction(RETURN, 0, 0, value));
        returns.put(value, label);
        return label;
    }

    /** {@code A = data[offset]}, then on to {@code next}. */
    int load(int offset, int next) {
        follow(next);
        return emit(new Instruction(LOAD, 0, 0, offset));
    }

    /** {@code A &= mask}, then on to {@code next}. */
    int and(int mask, int next) {
        follow(next);
        return emit(new Instruction(AND, 0, 0, mask));
    }

    /** {@code if (A op k) goto yes; else goto no}; compares without sign. */
    int branch(int code, int k, int yes, int no) {
        int nearYes = near(yes);
        int nearNo = near(no);
        return emit(new Instruction(code, distance(nearYes), distance(nearNo), k));
    }

    /** Makes sure that what is written next runs into {@code label}. */
    private void follow(int label) {
        if (distance(label) != 0) {
            emit(new Instruction(JUMP, 0, 0, distance(label)));
        }
    }

    private int near(int label) {
        return distance(label) <= REACH ? label : emit(new Instruction(JUMP, 0, 0, distance(label)));
    }

    /** How many instructions the next one written has to skip. */
    private int distance(int label) {
        return reversed.size() - label - 1;
    }

    private int emit(Instruction instruction) {
        reversed.add(instruction);
        return reversed.size() - 1;
    }

    int size() {
        return reversed.size();
    }

    /** The program as an array of struct sock_filter in the processor's byte order. */
    byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(reversed.size() * 8).order(ByteOrder.nativeOrder());
        for (Instruction i : reversed.reversed()) {
            out.putShort((short) i.code)
                    .put((byte) i.jumpTrue)
                    .put((byte) i.jumpFalse)
                    .putInt(i.k);
        }
        return out.array();
    }
}
