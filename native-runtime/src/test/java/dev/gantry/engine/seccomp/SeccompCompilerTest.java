package dev.gantry.engine.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.engine.capability.Capability;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.linux.proc.KernelVersion;
import dev.gantry.engine.seccomp.SeccompProfile.Argument;
import dev.gantry.engine.seccomp.SeccompProfile.Rule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeccompCompilerTest {
    private static final KernelVersion KERNEL = new KernelVersion(6, 1);
    private static final int ALLOW = 0x7FFF0000;
    private static final int EPERM = 0x00050001;
    private static final int ENOSYS = 0x00050026;
    private static final int KILL_PROCESS = 0x80000000;
    private static final int X86_64 = 0xC000003E;
    private static final int I386 = 0x40000003;

    private static BpfInterpreter compile(SeccompProfile profile, Set<Capability> caps, Abi host) {
        return new BpfInterpreter(new SeccompCompiler(new SyscallPolicy(profile, caps, host, KERNEL)).compile());
    }

    private static BpfInterpreter compile(String profile) {
        return compile(SeccompProfile.parse(profile), Set.of(), Abi.X86_64);
    }

    private static BpfInterpreter dockerDefault() {
        return compile(SeccompProfile.dockerDefault(), Capability.dockerDefaults(), Abi.X86_64);
    }

    @Test
    void everyCallComesOutAsTheProfileReadsRuleByRule() {
        Set<Capability> some = EnumSet.of(Capability.SYS_ADMIN, Capability.SYS_PTRACE, Capability.SYSLOG);
        for (Abi host : List.of(Abi.X86_64, Abi.AARCH64)) {
            for (Set<Capability> caps : List.of(Capability.dockerDefaults(), Set.<Capability>of(), some)) {
                compareEverywhere(SeccompProfile.dockerDefault(), caps, host);
            }
        }
    }

    @Test
    void randomProfilesComeOutAsTheyReadRuleByRule() {
        Random random = new Random(20260131);
        for (int i = 0; i < 12; i++) {
            compareEverywhere(RandomProfiles.next(random), Set.of(Capability.CHOWN), Abi.X86_64);
        }
    }

    private static void compareEverywhere(SeccompProfile profile, Set<Capability> caps, Abi host) {
        BpfInterpreter filter = compile(profile, caps, host);
        Random random = new Random(7);
        for (Abi abi : host.family()) {
            for (int n = 0; n < 560; n++) {
                int number = n | abi.numberBase();
                for (long[] args : interestingArguments(profile, random)) {
                    int expected = ProfileReader.evaluate(profile, caps, host, KERNEL, abi, number, args);
                    assertEquals(
                            expected,
                            filter.run(abi.auditArch(), number, args),
                            () -> abi + " call " + number + " " + List.of(args[0], args[1]));
                }
            }
        }
    }

    /** Values at and around those that the rules compare with, and some at random. */
    private static List<long[]> interestingArguments(SeccompProfile profile, Random random) {
        List<Long> values = new ArrayList<>(List.of(0L, -1L, 0xFFFFFFFFL, 38L, 39L, 40L, 1L << 32 | 38, 0x7E020000L));
        for (Rule rule : profile.rules()) {
            for (Argument a : rule.arguments()) {
                values.addAll(List.of(a.value(), a.value() + 1, a.value() - 1, a.valueTwo(), a.value() ^ 1L << 40));
            }
        }
        List<long[]> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            long[] args = new long[6];
            for (int j = 0; j < 6; j++) {
                args[j] = values.get(random.nextInt(values.size()));
            }
            all.add(args);
        }
        return all;
    }

    @Test
    void theDefaultAllowsAnOrdinaryProgramAndDeniesMountAndKeyctl() {
        BpfInterpreter filter = dockerDefault();
        assertEquals(ALLOW, filter.run(X86_64, 0));
        assertEquals(ALLOW, filter.run(X86_64, 59));
        assertEquals(EPERM, filter.run(X86_64, 165));
        assertEquals(EPERM, filter.run(X86_64, 250));
    }

    @Test
    void clone3FailsAsUnknownUnlessSysAdmin() {
        assertEquals(ENOSYS, dockerDefault().run(X86_64, 435));
        BpfInterpreter admin = compile(SeccompProfile.dockerDefault(), EnumSet.of(Capability.SYS_ADMIN), Abi.X86_64);
        assertEquals(ALLOW, admin.run(X86_64, 435));
    }

    @Test
    void cloneMayNotMakeNamespaces() {
        BpfInterpreter filter = dockerDefault();
        assertEquals(ALLOW, filter.run(X86_64, 56, 0x1200011));
        assertEquals(EPERM, filter.run(X86_64, 56, 0x10000000));
        assertEquals(EPERM, filter.run(X86_64, 56, 0x00020000));
    }

    @Test
    void cryptoAndVirtualMachineSocketsAreDenied() {
        BpfInterpreter filter = dockerDefault();
        assertEquals(ALLOW, filter.run(X86_64, 41, 2));
        assertEquals(EPERM, filter.run(X86_64, 41, 38));
        assertEquals(ALLOW, filter.run(X86_64, 41, 39));
        assertEquals(EPERM, filter.run(X86_64, 41, 40));
        assertEquals(ALLOW, filter.run(X86_64, 41, 41));
    }

    @Test
    void thirtyTwoBitEntriesCannotGoAroundTheFilter() {
        BpfInterpreter filter = dockerDefault();
        assertEquals(EPERM, filter.run(I386, 21), "mount of i386");
        assertEquals(EPERM, filter.run(X86_64, 0x40000000 | 165), "mount of x32");
        assertEquals(KILL_PROCESS, filter.run(0xC00000B7, 0), "a foreign architecture");
    }

    @Test
    void callsNewerThanTheProfileDoNotExist() {
        assertEquals(ENOSYS, dockerDefault().run(X86_64, 600));
        assertEquals(ENOSYS, dockerDefault().run(X86_64, 0x3FFFFFFF));
        assertEquals(ENOSYS, dockerDefault().run(X86_64, -1));
    }

    @Test
    void withoutX32InTheProfileItsCallsKill() {
        BpfInterpreter filter = compile("""
                {"defaultAction": "SCMP_ACT_ALLOW", "architectures": ["SCMP_ARCH_X86_64"], "syscalls": []}""");
        assertEquals(ALLOW, filter.run(X86_64, 0));
        assertEquals(KILL_PROCESS, filter.run(X86_64, 0x40000000));
        assertEquals(KILL_PROCESS, filter.run(I386, 1));
    }

    @Test
    void aSpecificRuleWinsOverAGeneralOne() {
        BpfInterpreter filter = compile("""
                {"defaultAction": "SCMP_ACT_ALLOW", "syscalls": [
                  {"names": ["chmod"], "action": "SCMP_ACT_ALLOW"},
                  {"names": ["chmod"], "action": "SCMP_ACT_ERRNO", "errnoRet": 13,
                   "args": [{"index": 1, "value": 2048, "valueTwo": 2048, "op": "SCMP_CMP_MASKED_EQ"}]}]}""");
        assertEquals(ALLOW, filter.run(X86_64, 90, 0, 0644));
        assertEquals(0x0005000D, filter.run(X86_64, 90, 0, 04755));
    }

    @Test
    void aProgramLongerThanTheKernelTakesIsRefused() {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < 1500; i++) {
            rules.append(i == 0 ? "" : ",")
                    .append("{\"names\": [\"chmod\"], \"action\": \"SCMP_ACT_ALLOW\", \"args\":")
                    .append("[{\"index\": 1, \"value\": ")
                    .append(i)
                    .append(", \"op\": \"SCMP_CMP_EQ\"}]}");
        }
        EngineException e = assertThrows(
                EngineException.class,
                () -> compile("{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"syscalls\": [" + rules + "]}"));
        assertTrue(e.getMessage().contains("too large"), e.getMessage());
    }

    @Test
    void jumpsOverMoreThan255InstructionsArrive() {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            rules.append(i == 0 ? "" : ",")
                    .append("{\"names\": [\"chmod\"], \"action\": \"SCMP_ACT_ERRNO\",")
                    .append("\"errnoRet\": ")
                    .append(100 + i)
                    .append(", \"args\":")
                    .append("[{\"index\": 1, \"value\": ")
                    .append(i)
                    .append(", \"op\": \"SCMP_CMP_EQ\"}]}");
        }
        BpfInterpreter filter = compile("{\"defaultAction\": \"SCMP_ACT_ALLOW\", \"syscalls\": [" + rules + "]}");
        for (int i = 0; i < 300; i++) {
            assertEquals(0x00050000 | 100 + i, filter.run(X86_64, 90, 0, i));
        }
        assertEquals(ALLOW, filter.run(X86_64, 90, 0, 300));
        assertEquals(ALLOW, filter.run(X86_64, 0));
        assertEquals(KILL_PROCESS, filter.run(0x28, 0));
    }

    @Test
    void theDefaultIsShortEnoughToBeCheap() {
        SeccompFilters filters = new SeccompFilters(Abi.X86_64, KERNEL);
        int length = filters.dockerDefault(Capability.dockerDefaults()).instructions();
        assertTrue(length < 500, "instructions: " + length);
    }

    @Test
    void containersThatAreAlikeShareOneFilter() {
        SeccompFilters filters = new SeccompFilters(Abi.X86_64, KERNEL);
        byte[] one = filters.dockerDefault(Capability.dockerDefaults()).program();
        byte[] same = filters.dockerDefault(Capability.dockerDefaults()).program();
        byte[] other = filters.dockerDefault(EnumSet.of(Capability.SYS_ADMIN)).program();
        assertTrue(one == same);
        assertTrue(one != other);
    }

    @Test
    void theTableKnowsEachAbisOwnNumbers() {
        assertEquals(OptionalInt.of(59), SyscallTable.number(Abi.X86_64, "execve"));
        assertEquals(OptionalInt.of(11), SyscallTable.number(Abi.X86, "execve"));
        assertEquals(OptionalInt.of(0x40000000 | 520), SyscallTable.number(Abi.X32, "execve"));
        assertEquals(OptionalInt.of(221), SyscallTable.number(Abi.AARCH64, "execve"));
        assertEquals(OptionalInt.of(11), SyscallTable.number(Abi.ARM, "execve"));
        assertEquals(OptionalInt.empty(), SyscallTable.number(Abi.AARCH64, "open"));
    }
}
