package dev.gantry.engine.cgroup.v1;

import dev.gantry.engine.cgroup.CgroupFile;
import dev.gantry.engine.cgroup.DevicePolicy;
import java.nio.file.Path;

/** Documentation/admin-guide/cgroup-v1/devices.rst. A new group has its parent's rules, which are unrestricted. */
final class DevicesController {
    private DevicesController() {}

    static void restrict(Path directory, DevicePolicy policy) {
        if (policy.unrestricted()) {
            return;
        }
        CgroupFile.write(directory.resolve("devices.deny"), "a");
        CgroupFile.writeEach(directory.resolve("devices.allow"), policy.allowed());
    }
}
