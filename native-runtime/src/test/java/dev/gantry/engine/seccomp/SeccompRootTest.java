package dev.gantry.engine.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gantry.engine.capability.Capability;
import dev.gantry.engine.linux.Errno;
import dev.gantry.engine.linux.SeccompCalls;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Puts the compiled filter into the kernel, on a thread of its own that is thrown away after. */
@Tag("root")
class SeccompRootTest {
    private static int under(SeccompFilter filter, IntSupplier call) throws Exception {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().name("filtered").start(() -> {
            try {
                SeccompCalls.filterThisThread(filter.program());
                result.complete(call.getAsInt());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        thread.join();
        return result.get();
    }

    private static int underDefault(String name, long a, long b, long c) throws Exception {
        assumeTrue(Abi.ofHost() == Abi.X86_64 || Abi.ofHost() == Abi.AARCH64);
        int number = SyscallTable.number(Abi.ofHost(), name).orElseThrow();
        SeccompFilter filter = SeccompFilters.ofHost().dockerDefault(Capability.dockerDefaults());
        return under(filter, () -> SeccompCalls.errnoOf(number, a, b, c));
    }

    @Test
    void theKernelTakesTheFilterAndLetsAnOrdinaryCallPass() throws Exception {
        assertEquals(0, underDefault("getpid", 0, 0, 0));
    }

    @Test
    void keyctlAndMountFailWithEperm() throws Exception {
        assertEquals(Errno.EPERM.number(), underDefault("keyctl", 0, 0, 0));
        assertEquals(Errno.EPERM.number(), underDefault("mount", 0, 0, 0));
    }

    @Test
    void clone3FailsWithEnosys() throws Exception {
        assertEquals(Errno.ENOSYS.number(), underDefault("clone3", 0, 0, 0));
    }

    @Test
    void aCryptoSocketFailsWithEperm() throws Exception {
        assertEquals(Errno.EPERM.number(), underDefault("socket", 38, 5, 0));
    }

    @Test
    void aUsersProfileIsEnforced() throws Exception {
        SeccompFilter filter = SeccompFilters.ofHost().of("""
                {"defaultAction": "SCMP_ACT_ALLOW", "syscalls": [
                  {"names": ["getppid"], "action": "SCMP_ACT_ERRNO", "errnoRet": 62}]}""", Capability.dockerDefaults());
        int number = SyscallTable.number(Abi.ofHost(), "getppid").orElseThrow();
        assertEquals(62, under(filter, () -> SeccompCalls.errnoOf(number, 0, 0, 0)));
    }
}
