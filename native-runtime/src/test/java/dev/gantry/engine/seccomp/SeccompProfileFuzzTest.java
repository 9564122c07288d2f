package dev.gantry.engine.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gantry.engine.capability.Capability;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.linux.proc.KernelVersion;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeccompProfileFuzzTest {
    private static final String PROFILE = """
            {"defaultAction": "SCMP_ACT_ERRNO", "defaultErrnoRet": 1,
             "archMap": [{"architecture": "SCMP_ARCH_X86_64", "subArchitectures": ["SCMP_ARCH_X86"]}],
             "syscalls": [{"names": ["read", "socket"], "action": "SCMP_ACT_ALLOW", "errnoRet": null,
               "args": [{"index": 0, "value": 38, "valueTwo": 18446744073709551615, "op": "SCMP_CMP_MASKED_EQ"}],
               "includes": {"caps": ["CAP_CHOWN"], "minKernel": "4.8"}, "excludes": {"arches": ["arm"]}}]}""";

    @Test
    void aDamagedProfileIsRefusedOrCompiledAndNothingElse() {
        Random random = new Random(42);
        SeccompFilters filters = new SeccompFilters(Abi.X86_64, new KernelVersion(6, 1));
        byte[] pool = "\"\\{}[]:,0129-.eESCMPnull".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = PROFILE.getBytes(StandardCharsets.US_ASCII);
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                bytes[random.nextInt(bytes.length)] = pool[random.nextInt(pool.length)];
            }
            try {
                filters.of(new String(bytes, StandardCharsets.US_ASCII), Capability.dockerDefaults());
            } catch (EngineException e) {
                assertEquals(EngineException.Category.INVALID_PARAMETER, e.category());
            }
        }
    }
}
