package dev.gantry.engine.seccomp;

import dev.gantry.engine.seccomp.SeccompProfile.Argument;
import dev.gantry.engine.seccomp.SeccompProfile.Condition;
import dev.gantry.engine.seccomp.SeccompProfile.Operator;
import dev.gantry.engine.seccomp.SeccompProfile.Rule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Profiles nobody would write, with every operator and wide values. */
final class RandomProfiles {
    private static final List<String> NAMES = List.of(
            "read",
            "write",
            "open",
            "openat",
            "socket",
            "clone",
            "clone3",
            "mount",
            "personality",
            "ioctl",
            "futex",
            "chmod",
            "kill",
            "execve",
            "mmap",
            "mmap2",
            "prctl",
            "statx",
            "removexattrat",
            "nosuchcall",
            "rt_sigaction");
    private static final int[] RETURNS = {0x7FFF0000, 0x00050001, 0x00050026, 0x80000000, 0x00030000, 0x7FFC0000};

    private RandomProfiles() {}

    static SeccompProfile next(Random random) {
        List<Rule> rules = new ArrayList<>();
        for (int i = random.nextInt(30); i >= 0; i--) {
            List<String> names = new ArrayList<>();
            for (int j = random.nextInt(4); j >= 0; j--) {
                names.add(NAMES.get(random.nextInt(NAMES.size())));
            }
            rules.add(new Rule(names, anyReturn(random), arguments(random), Condition.NONE, Condition.NONE));
        }
        Set<Abi> abis = EnumSet.noneOf(Abi.class);
        for (Abi abi : Abi.X86_64.family()) {
            if (random.nextBoolean()) {
                abis.add(abi);
            }
        }
        return new SeccompProfile(anyReturn(random), abis, Map.of(), 0, rules);
    }

    private static int anyReturn(Random random) {
        return RETURNS[random.nextInt(RETURNS.length)];
    }

    private static List<Argument> arguments(Random random) {
        List<Argument> arguments = new ArrayList<>();
        for (int index = 0; index < 6 && random.nextInt(3) != 0; index++) {
            Operator operator = Operator.values()[random.nextInt(Operator.values().length)];
            arguments.add(new Argument(index, operator, value(random), value(random)));
        }
        return arguments;
    }

    private static long value(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextInt(3);
            case 1 -> random.nextLong();
            case 2 -> (long) random.nextInt(3) << 32;
            case 3 -> 0xFFFFFFFFL;
            default -> random.nextInt() & 0xFFFFFFFFL;
        };
    }
}
