package dev.gantry.engine.runtime;

import dev.gantry.engine.seccomp.SeccompFilter;
import dev.gantry.engine.spec.Identity;
import dev.gantry.engine.spec.ProcessSpec;

/** The part of the launcher's instructions that says what to execute, and as whom. */
final class ProcessConfig {
    private ProcessConfig() {}

    static void describe(ProcessSpec process, Identity identity, LauncherConfig config) {
        process.arguments().forEach(argument -> config.put("arg", argument));
        process.environment().forEach(variable -> config.put("env", variable));
        if (process.environment().stream().noneMatch(variable -> variable.startsWith("HOME="))) {
            config.put("env", "HOME=" + identity.home());
        }
        config.put("cwd", process.workingDirectory())
                .put("uid", identity.uid())
                .put("gid", identity.gid())
                .put("oom-score-adj", process.oomScoreAdjustment())
                .put("cap-bounding", Long.toHexString(process.boundingCapabilities()))
                .put("cap-effective", Long.toHexString(process.effectiveCapabilities()))
                .flag("no-new-privs", process.noNewPrivileges());
        identity.groups().forEach(group -> config.put("group", group));
        for (ProcessSpec.ResourceLimit limit : process.resourceLimits()) {
            // Written as unsigned numbers: -1 is RLIM_INFINITY.
            config.put(
                    "rlimit",
                    limit.resource() + " " + Long.toUnsignedString(limit.soft()) + " "
                            + Long.toUnsignedString(limit.hard()));
        }
        SeccompFilter seccomp = process.seccomp();
        if (seccomp != null) {
            config.put("seccomp", seccomp.program()).put("seccomp-flags", seccomp.flags());
        }
    }
}
