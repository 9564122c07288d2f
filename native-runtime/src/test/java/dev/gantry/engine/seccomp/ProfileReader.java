package dev.gantry.engine.seccomp;

import dev.gantry.engine.capability.Capability;
import dev.gantry.engine.linux.proc.KernelVersion;
import dev.gantry.engine.seccomp.SeccompProfile.Argument;
import dev.gantry.engine.seccomp.SeccompProfile.Rule;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.Set;

/** What a profile says of one call, read rule by rule without any of the compiler's machinery. */
final class ProfileReader {
    private static final int ALLOW = 0x7FFF0000;
    private static final int LOG = 0x7FFC0000;
    private static final int ENOSYS = 0x00050026;
    private static final int KILL_PROCESS = 0x80000000;

    private ProfileReader() {}

    static int evaluate(
            SeccompProfile profile,
            Set<Capability> caps,
            Abi host,
            KernelVersion kernel,
            Abi abi,
            int number,
            long[] args) {
        Set<Abi> allowed = EnumSet.of(host);
        allowed.addAll(profile.architectures());
        allowed.addAll(profile.architectureMap().getOrDefault(host, Set.of()));
        if (!allowed.contains(abi)) {
            return KILL_PROCESS;
        }
        long newest = -1;
        Integer specific = null;
        Integer general = null;
        for (Rule rule : profile.rules()) {
            if (!rule.applies(caps, host, kernel)) {
                continue;
            }
            for (String name : rule.names()) {
                int named = SyscallTable.number(abi, name).orElse(-1);
                if (named != -1 && (named & 0xF0000) == 0) {
                    newest = Math.max(newest, named);
                }
                if (named != number || named == -1) {
                    continue;
                }
                if (rule.arguments().isEmpty()) {
                    general = general == null ? rule.returnValue() : general;
                } else if (specific == null && rule.arguments().stream().allMatch(a -> holds(a, args))) {
                    specific = rule.returnValue();
                }
            }
        }
        if (specific != null) {
            return specific;
        }
        if (general != null) {
            return general;
        }
        boolean open = profile.defaultReturn() == ALLOW || profile.defaultReturn() == LOG;
        return newest >= 0 && number > newest && !open ? ENOSYS : profile.defaultReturn();
    }

    private static boolean holds(Argument a, long[] args) {
        BigInteger actual = unsigned(args[a.index()]);
        int order = actual.compareTo(unsigned(a.value()));
        return switch (a.operator()) {
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case EQ -> order == 0;
            case GE -> order >= 0;
            case GT -> order > 0;
            case MASKED_EQ -> actual.and(unsigned(a.value())).equals(unsigned(a.valueTwo()));
        };
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }
}
