package dev.gantry.engine.seccomp;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.seccomp.SeccompProfile.Argument;
import dev.gantry.engine.seccomp.SyscallPolicy.Case;
import dev.gantry.engine.seccomp.SyscallPolicy.Decision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns a policy into a BPF program over struct seccomp_data: first the ABI, then a binary search over ranges of call
 * numbers that are treated alike, then the arguments of the few calls that need it.
 */
final class SeccompCompiler {
    /** BPF_MAXINSNS; the kernel refuses more. */
    private static final int MAX_INSTRUCTIONS = 4096;

    // Offsets in struct seccomp_data, linux/seccomp.h. Both processors are little-endian: the low half comes first.
    private static final int NUMBER = 0;
    private static final int ARCH = 4;
    private static final int ARGUMENTS = 16;

    private final SyscallPolicy policy;
    private final BpfAssembler out = new BpfAssembler();
    private final Map<Decision, Integer> written = new HashMap<>();

    SeccompCompiler(SyscallPolicy policy) {
        this.policy = policy;
    }

    /** @throws EngineException invalid parameter, when the program would be too long for the kernel */
    byte[] compile() {
        Map<Integer, TreeMap<Long, Decision>> byArch = new TreeMap<>();
        for (Abi abi : policy.abis()) {
            addRanges(byArch.computeIfAbsent(abi.auditArch(), arch -> new TreeMap<>()), abi);
        }
        int kill = out.returns(SeccompAction.KILL_PROCESS.returnValue(0));
        int entry = kill;
        for (Map.Entry<Integer, TreeMap<Long, Decision>> arch : byArch.entrySet()) {
            int search = out.load(NUMBER, search(List.copyOf(arch.getValue().entrySet())));
            entry = out.branch(BpfAssembler.JEQ, arch.getKey(), search, entry);
        }
        out.load(ARCH, entry);
        if (out.size() > MAX_INSTRUCTIONS) {
            throw EngineException.invalid("the seccomp profile is too large: it compiles to " + out.size()
                    + " instructions, and the kernel takes " + MAX_INSTRUCTIONS);
        }
        return out.toBytes();
    }

    /** Adds where ranges start and what is decided from there on, for the numbers of one ABI. */
    private void addRanges(TreeMap<Long, Decision> ranges, Abi abi) {
        TreeMap<Integer, Decision> decisions = policy.decisions(abi);
        Integer newest = decisions.floorKey(abi.numberBase() + Abi.LAST_ORDINARY);
        long next = abi.numberBase();
        for (Map.Entry<Integer, Decision> entry : decisions.entrySet()) {
            long number = entry.getKey();
            if (number > next) {
                ranges.put(next, unnamed(next, newest));
            }
            ranges.put(number, entry.getValue());
            next = number + 1;
        }
        ranges.put(next, unnamed(next, newest));
        if (abi == Abi.X86_64 && !policy.abis().contains(Abi.X32)) {
            ranges.put((long) Abi.X32.numberBase(), new Decision(List.of(), SeccompAction.KILL_PROCESS.returnValue(0)));
        }
        merge(ranges);
    }

    /** For a gap between the numbers that rules name. */
    private Decision unnamed(long from, @Nullable Integer newest) {
        return newest == null || from <= newest ? policy.byDefault() : policy.beyond();
    }

    private static void merge(TreeMap<Long, Decision> ranges) {
        Decision before = null;
        for (var it = ranges.entrySet().iterator(); it.hasNext(); ) {
            Decision decision = it.next().getValue();
            if (decision.equals(before)) {
                it.remove();
            }
            before = decision;
        }
    }

    private int search(List<Map.Entry<Long, Decision>> ranges) {
        if (ranges.size() == 1) {
            return decision(ranges.getFirst().getValue());
        }
        int middle = ranges.size() / 2;
        int upper = search(ranges.subList(middle, ranges.size()));
        int lower = search(ranges.subList(0, middle));
        return out.branch(BpfAssembler.JGE, ranges.get(middle).getKey().intValue(), upper, lower);
    }

    private int decision(Decision decision) {
        if (decision.cases().isEmpty()) {
            return out.returns(decision.otherwise());
        }
        Integer known = written.get(decision);
        if (known != null) {
            return known;
        }
        int label = out.returns(decision.otherwise());
        for (Case c : decision.cases().reversed()) {
            label = testAll(c, label);
        }
        written.put(decision, label);
        return label;
    }

    private int testAll(Case c, int no) {
        int yes = out.returns(c.returnValue());
        List<Argument> arguments = new ArrayList<>(c.arguments());
        for (Argument argument : arguments.reversed()) {
            yes = test(argument, yes, no);
        }
        return yes;
    }

    private int test(Argument a, int yes, int no) {
        return switch (a.operator()) {
            case EQ -> equal(a, -1L, a.value(), yes, no);
            case NE -> equal(a, -1L, a.value(), no, yes);
            case MASKED_EQ -> equal(a, a.value(), a.valueTwo(), yes, no);
            case GT -> greater(a, BpfAssembler.JGT, yes, no);
            case GE -> greater(a, BpfAssembler.JGE, yes, no);
            case LE -> greater(a, BpfAssembler.JGT, no, yes);
            case LT -> greater(a, BpfAssembler.JGE, no, yes);
        };
    }

    private int equal(Argument a, long mask, long value, int yes, int no) {
        int low = loadHalf(a, 0, mask, out.branch(BpfAssembler.JEQ, (int) value, yes, no));
        return loadHalf(a, 4, mask, out.branch(BpfAssembler.JEQ, (int) (value >>> 32), low, no));
    }

    private int loadHalf(Argument a, int offset, long mask, int next) {
        int half = (int) (offset == 0 ? mask : mask >>> 32);
        int from = ARGUMENTS + 8 * a.index() + offset;
        return out.load(from, half == -1 ? next : out.and(half, next));
    }

    /** @param lowHalf how the low halves are compared when the high halves are equal */
    private int greater(Argument a, int lowHalf, int yes, int no) {
        int high = (int) (a.value() >>> 32);
        int low = loadHalf(a, 0, -1L, out.branch(lowHalf, (int) a.value(), yes, no));
        int notGreater = out.branch(BpfAssembler.JEQ, high, low, no);
        return loadHalf(a, 4, -1L, out.branch(BpfAssembler.JGT, high, yes, notGreater));
    }
}
