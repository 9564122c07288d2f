package dev.gantry.engine.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.image.ImageConfig.Healthcheck;
import dev.gantry.engine.image.ImageConfig.Runtime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docker import --change takes. */
class ConfigChangesTest {
    @Test
    void commandsHaveAJsonAndAShellForm() {
        assertEquals(List.of("a", "b c"), apply("CMD [\"a\", \"b c\"]").cmd());
        assertEquals(
                List.of("/bin/sh", "-c", "echo $HOME | cat"),
                apply("cmd echo $HOME | cat").cmd());
        assertEquals(List.of("/bin/sh", "-c", "[ -f x ]"), apply("CMD [ -f x ]").cmd());
        assertEquals(List.of(), apply("CMD []").cmd());
        assertEquals(List.of("/x"), apply("ENTRYPOINT [\"/x\"]").entrypoint());
    }

    @Test
    void anEntrypointDropsTheCommandItDidNotComeWith() {
        Runtime base = apply("CMD [\"old\"]");
        assertNull(ConfigChanges.apply(base, List.of("ENTRYPOINT [\"/x\"]")).cmd());
        assertEquals(
                List.of("new"),
                ConfigChanges.apply(base, List.of("CMD [\"new\"]", "ENTRYPOINT [\"/x\"]"))
                        .cmd());
    }

    @Test
    void environmentHasBothFormsQuotesAndVariables() {
        assertEquals(
                List.of("A=1", "B=two words", "C=x y", "D=$A", "E=1/1-default"),
                apply("ENV A=1 B=\"two words\" C=x\\ y D='$A'", "ENV E=$A/${A}-${NONE:-default}")
                        .env());
        assertEquals(
                List.of("OLD=the rest  of it"), apply("ENV OLD the rest  of it").env());
        assertEquals(List.of("A=2"), apply("ENV A=1", "ENV A=2").env());
    }

    @Test
    void everythingElse() {
        Runtime runtime = apply(
                "# a comment",
                "LABEL a=b \"c d\"=\"e f\"",
                "EXPOSE 80 53/udp 8000-8001",
                "VOLUME /data \"/with space\"",
                "VOLUME [\"/json\"]",
                "USER web:www",
                "WORKDIR /srv",
                "WORKDIR app/../web",
                "STOPSIGNAL SIGQUIT",
                "ONBUILD RUN make \\\n  all");
        assertEquals(Map.of("a", "b", "c d", "e f"), runtime.labels());
        assertEquals(Set.of("80/tcp", "53/udp", "8000/tcp", "8001/tcp"), runtime.exposedPorts());
        assertEquals(Set.of("/data", "/with space", "/json"), runtime.volumes());
        assertEquals("web:www", runtime.user());
        assertEquals("/srv/web", runtime.workingDir());
        assertEquals("SIGQUIT", runtime.stopSignal());
        assertEquals(List.of("RUN make all"), runtime.onBuild());
    }

    @Test
    void healthchecks() {
        assertEquals(
                new Healthcheck(
                        List.of("CMD-SHELL", "curl -f localhost || exit 1"),
                        Duration.ofSeconds(90),
                        Duration.ofMillis(1500),
                        Duration.ZERO,
                        Duration.ZERO,
                        3),
                apply("HEALTHCHECK --interval=1m30s --timeout=1.5s --retries=3 CMD curl -f localhost || exit 1")
                        .healthcheck());
        assertEquals(
                List.of("CMD", "/check"),
                apply("HEALTHCHECK CMD [\"/check\"]").healthcheck().test());
        assertEquals(List.of("NONE"), apply("HEALTHCHECK NONE").healthcheck().test());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RUN rm -rf / | RUN is not a valid change command",
                "FROM x | FROM is not a valid change command",
                "nonsense | nonsense is not a valid change command",
                "ENV | ENV requires at least one argument",
                "ENV A | ENV must have two arguments",
                "ENV A=1 B | Syntax error - can't find = in \"B\". Must be of the form: name=value",
                "ENV =1 | ENV names can not be blank",
                "ENV A=\"x | unexpected end of statement while looking for the end of a double-quoted string: \"x",
                "ENV A=${x | unexpected end of statement while looking for the end of a ${: ${x",
                "EXPOSE 99999 | Invalid containerPort: 99999",
                "EXPOSE 80/icmp | Invalid proto: icmp",
                "EXPOSE 90-80 | Invalid containerPort: 90-80",
                "STOPSIGNAL now! | Invalid signal: now!",
                "ONBUILD ONBUILD RUN x | Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed",
                "ONBUILD FROM x | FROM isn't allowed as an ONBUILD trigger",
                "HEALTHCHECK GET / | Unknown type \"GET\" in HEALTHCHECK (try CMD)",
                "HEALTHCHECK CMD | Missing command after HEALTHCHECK CMD",
                "HEALTHCHECK --often CMD x | missing a value on flag: often",
                "HEALTHCHECK --often=1s CMD x | unknown flag: often",
                "HEALTHCHECK --interval=1 CMD x | time: invalid duration \"1\"",
                "HEALTHCHECK --interval=1us CMD x | Interval \"interval\" cannot be less than 1ms",
                "HEALTHCHECK --retries=x CMD x | --retries is not a number: x",
            })
    void refusesTheRestWithTheReason(String change, String message) {
        EngineException e = assertThrows(EngineException.class, () -> apply(change));
        assertEquals(message, e.getMessage());
        assertEquals(400, e.category().status());
    }

    private static Runtime apply(String... changes) {
        return ConfigChanges.apply(Runtime.EMPTY, List.of(changes));
    }
}
