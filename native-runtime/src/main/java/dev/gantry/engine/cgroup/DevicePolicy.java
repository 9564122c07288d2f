package dev.gantry.engine.cgroup;

import java.util.ArrayList;
import java.util.List;

/**
 * Which devices the processes of a group may make and open.
 *
 * @param unrestricted every device, as for a privileged container; {@code allowed} is then empty
 * @param allowed the devices allowed when it is not
 */
public record DevicePolicy(boolean unrestricted, List<DeviceRule> allowed) {
    private static final DevicePolicy ANY = new DevicePolicy(true, List.of());
    private static final DevicePolicy DOCKER = new DevicePolicy(
            false,
            List.of(
                    // Any node may be made, as package managers do; it is opening it that is restricted.
                    DeviceRule.character(DeviceRule.ANY, DeviceRule.ANY, "m"),
                    new DeviceRule(DeviceRule.Kind.BLOCK, DeviceRule.ANY, DeviceRule.ANY, "m"),
                    DeviceRule.character(1, 3, "rwm"), // null
                    DeviceRule.character(1, 5, "rwm"), // zero
                    DeviceRule.character(1, 7, "rwm"), // full
                    DeviceRule.character(1, 8, "rwm"), // random
                    DeviceRule.character(1, 9, "rwm"), // urandom
                    DeviceRule.character(5, 0, "rwm"), // tty
                    DeviceRule.character(5, 1, "rwm"), // console
                    DeviceRule.character(5, 2, "rwm"), // ptmx
                    DeviceRule.character(136, DeviceRule.ANY, "rwm"))); // pts/*

    public DevicePolicy {
        allowed = List.copyOf(allowed);
    }

    /** What every container may use unless told otherwise. */
    public static DevicePolicy dockerDefault() {
        return DOCKER;
    }

    /** No restriction, for privileged containers. */
    public static DevicePolicy allDevices() {
        return ANY;
    }

    /** These and one more. */
    public DevicePolicy with(DeviceRule rule) {
        if (unrestricted) {
            return this;
        }
        List<DeviceRule> more = new ArrayList<>(allowed);
        more.add(rule);
        return new DevicePolicy(false, more);
    }
}
