package dev.gantry.engine.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.engine.error.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeccompProfileTest {
    @Test
    void theDefaultAllowsTheCallsThatDockerAllows() {
        SeccompProfile profile = SeccompProfile.dockerDefault();
        long always = profile.rules().stream()
                .filter(rule -> rule.returnValue() == 0x7FFF0000
                        && rule.arguments().isEmpty()
                        && rule.includes().equals(SeccompProfile.Condition.NONE)
                        && rule.excludes().equals(SeccompProfile.Condition.NONE))
                .mapToLong(rule -> rule.names().size())
                .sum();
        assertEquals(361, always);
        assertEquals(0x00050001, profile.defaultReturn());
    }

    @Test
    void keysAreFoundInAnyCase() {
        SeccompProfile profile = SeccompProfile.parse(
                "{\"DEFAULTACTION\": \"SCMP_ACT_ERRNO\", \"Syscalls\": [{\"Names\": [\"read\"], \"ACTION\":"
                        + " \"SCMP_ACT_ALLOW\"}]}");
        assertEquals(1, profile.rules().size());
    }

    @Test
    void theOldFormWithOneNameIsRead() {
        SeccompProfile profile = SeccompProfile.parse(
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"name\":\"chmod\",\"action\":\"SCMP_ACT_ERRNO\","
                        + "\"args\":null}]}");
        assertEquals("chmod", profile.rules().getFirst().names().getFirst());
    }

    @Test
    void argumentsWithTheSameIndexAreAlternatives() {
        SeccompProfile profile = SeccompProfile.parse("""
                {"defaultAction": "SCMP_ACT_ERRNO", "syscalls": [{"names": ["socket"], "action": "SCMP_ACT_ALLOW",
                 "args": [{"index": 0, "value": 1, "op": "SCMP_CMP_EQ"}, {"index": 0, "value": 2, "op": "SCMP_CMP_EQ"}]}]}
                """);
        assertEquals(2, profile.rules().size());
    }

    @Test
    void theWholeRangeOfUnsignedNumbersIsRead() {
        SeccompProfile profile = SeccompProfile.parse("""
                {"defaultAction": "SCMP_ACT_ERRNO", "syscalls": [{"names": ["personality"], "action": "SCMP_ACT_ALLOW",
                 "args": [{"index": 0, "value": 18446744073709551615, "op": "SCMP_CMP_EQ"}]}]}""");
        assertEquals(-1L, profile.rules().getFirst().arguments().getFirst().value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"defaultAction\": \"SCMP_ACT_ERRNO\"} {}",
                "{\"defaultAction\": \"SCMP_ACT_NOTIFY\"}",
                "{\"defaultAction\": \"ALLOW\"}",
                "{\"defaultAction\": 1}",
                "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"defaultErrnoRet\": 4096}",
                "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"defaultErrnoRet\": -1}",
                "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"defaultErrnoRet\": 1.5}",
                "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"defaultaction\": \"SCMP_ACT_ALLOW\"}",
                "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"defaultAction\": \"SCMP_ACT_ALLOW\"}",
                "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"syscalls\": {}}",
                "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"syscalls\": [1]}",
                "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"syscalls\": [{\"names\": [1], \"action\": \"SCMP_ACT_ALLOW\"}]}",
                "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"syscalls\": [{\"names\": [\"read\"]}]}",
                "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"syscalls\": [{\"name\": \"a\", \"names\": [\"b\"], \"action\":"
                        + " \"SCMP_ACT_ALLOW\"}]}",
                "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"syscalls\": [{\"names\": [\"read\"], \"action\":"
                        + " \"SCMP_ACT_ALLOW\", \"exclude\": {}}]}",
                "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"syscalls\": [{\"names\": [\"read\"], \"action\":"
                        + " \"SCMP_ACT_ALLOW\", \"includes\": {\"minKernel\": \"new\"}}]}",
                "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"syscalls\": [{\"names\": [\"read\"], \"action\":"
                        + " \"SCMP_ACT_ALLOW\", \"args\": [{\"index\": 6, \"op\": \"SCMP_CMP_EQ\"}]}]}",
                "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"syscalls\": [{\"names\": [\"read\"], \"action\":"
                        + " \"SCMP_ACT_ALLOW\", \"args\": [{\"index\": 0, \"op\": \"SCMP_CMP_XX\"}]}]}",
                "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"syscalls\": [{\"names\": [\"read\"], \"action\":"
                        + " \"SCMP_ACT_ALLOW\", \"args\": [{\"value\": 18446744073709551616, \"op\": \"SCMP_CMP_EQ\"}]}]}",
                "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"architectures\": [\"x86\"]}",
                "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"flags\": [\"SECCOMP_FILTER_FLAG_NEW_LISTENER\"]}",
                "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"listenerPath\": \"/run/x\"}"
            })
    void whatCannotBeHonouredIsRefused(String profile) {
        EngineException e = assertThrows(EngineException.class, () -> SeccompProfile.parse(profile));
        assertEquals(400, e.category().status());
        assertTrue(e.getMessage().startsWith("Decoding seccomp profile failed: "), e.getMessage());
    }

    @Test
    void deepNestingAndGreatLengthAreRefused() {
        assertThrows(EngineException.class, () -> SeccompProfile.parse("[".repeat(100_000)));
        assertThrows(EngineException.class, () -> SeccompProfile.parse(" ".repeat(2 << 20)));
    }
}
