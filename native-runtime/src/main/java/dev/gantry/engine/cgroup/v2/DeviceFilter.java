package dev.gantry.engine.cgroup.v2;

import dev.gantry.engine.cgroup.DevicePolicy;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.linux.DeviceProgram;
import dev.gantry.engine.linux.LinuxException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Enforces device rules. A kernel that cannot (no CONFIG_CGROUP_BPF) makes the creation of every restricted group
 * fail: a container that may make device nodes and open them owns the machine's disks.
 */
final class DeviceFilter {
    /** Nearly every group has the default rules, whose program is loaded once. */
    private @Nullable DeviceProgram defaultProgram;

    void restrict(Path directory, DevicePolicy policy) {
        if (policy.unrestricted()) {
            return;
        }
        try {
            if (policy.equals(DevicePolicy.dockerDefault())) {
                defaultProgram().attach(directory.toString());
            } else {
                try (DeviceProgram program = load(policy)) {
                    program.attach(directory.toString());
                }
            }
        } catch (LinuxException e) {
            throw EngineException.system(
                    "cannot restrict the devices of the cgroup " + directory + ": " + e.getMessage()
                            + "; the kernel must have CONFIG_CGROUP_BPF",
                    e);
        }
    }

    private synchronized DeviceProgram defaultProgram() {
        DeviceProgram program = defaultProgram;
        if (program == null) {
            program = load(DevicePolicy.dockerDefault());
            defaultProgram = program;
        }
        return program;
    }

    private static DeviceProgram load(DevicePolicy policy) {
        return DeviceProgram.load(DeviceProgramAssembler.assemble(policy));
    }
}
