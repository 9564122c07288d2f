package dev.gantry.engine.seccomp;

import java.util.Optional;

/** What happens to a system call; seccomp(2). The low 16 bits of the return value carry the errno or trace message. */
enum SeccompAction {
    ALLOW("SCMP_ACT_ALLOW", 0x7FFF0000, false),
    LOG("SCMP_ACT_LOG", 0x7FFC0000, false),
    TRACE("SCMP_ACT_TRACE", 0x7FF00000, true),
    ERRNO("SCMP_ACT_ERRNO", 0x00050000, true),
    TRAP("SCMP_ACT_TRAP", 0x00030000, false),
    KILL("SCMP_ACT_KILL", 0x00000000, false),
    KILL_THREAD("SCMP_ACT_KILL_THREAD", 0x00000000, false),
    KILL_PROCESS("SCMP_ACT_KILL_PROCESS", 0x80000000, false);

    private final String profileName;
    private final int value;
    private final boolean takesData;

    SeccompAction(String profileName, int value, boolean takesData) {
        this.profileName = profileName;
        this.value = value;
        this.takesData = takesData;
    }

    static Optional<SeccompAction> ofProfileName(String name) {
        for (SeccompAction action : values()) {
            if (action.profileName.equals(name)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }

    boolean takesData() {
        return takesData;
    }

    /** The filter's return value. @param data errno or message, 0 to 65535; left out by actions that take none */
    int returnValue(int data) {
        return takesData ? value | data : value;
    }
}
