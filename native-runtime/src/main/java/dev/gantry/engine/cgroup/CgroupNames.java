package dev.gantry.engine.cgroup;

import dev.gantry.engine.error.EngineException;

/** What a group may be called: a name that is one path component and no file of the kernel's. */
public final class CgroupNames {
    private CgroupNames() {}

    /** @throws EngineException invalid parameter */
    public static void check(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}")) {
            throw EngineException.invalid("invalid cgroup name \"" + name + "\": only [A-Za-z0-9_.-] are allowed");
        }
    }
}
