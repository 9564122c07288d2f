package dev.gantry.engine.spec;

import dev.gantry.engine.seccomp.SeccompFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One process to execute inside a sandbox.
 *
 * @param arguments the first is the program, searched along PATH of {@code environment} if it has no slash
 * @param environment {@code NAME=value}
 * @param user {@code user[:group]}, names or numbers, looked up in the container's own user database; empty: root
 * @param groups further groups, names or numbers
 * @param boundingCapabilities bit mask, see capabilities(7)
 * @param effectiveCapabilities bit mask; given up by a user other than root
 * @param seccomp which system calls it may make; {@code null}: all
 * @param oomScoreAdjustment see proc(5) oom_score_adj
 * @param init whether pid 1 is a small reaper with the program as its child
 */
public record ProcessSpec(
        List<String> arguments,
        List<String> environment,
        String workingDirectory,
        String user,
        List<String> groups,
        long boundingCapabilities,
        long effectiveCapabilities,
        boolean noNewPrivileges,
        @Nullable SeccompFilter seccomp,
        List<ResourceLimit> resourceLimits,
        int oomScoreAdjustment,
        boolean init) {

    /** One setrlimit(2): the kernel's resource number; -1 is unlimited. */
    public record ResourceLimit(int resource, long soft, long hard) {}
}
