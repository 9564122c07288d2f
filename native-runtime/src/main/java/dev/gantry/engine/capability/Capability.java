package dev.gantry.engine.capability;

import dev.gantry.engine.error.EngineException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A privilege of capabilities(7). The ordinal is the kernel's number, linux/capability.h. */
public enum Capability {
    CHOWN,
    DAC_OVERRIDE,
    DAC_READ_SEARCH,
    FOWNER,
    FSETID,
    KILL,
    SETGID,
    SETUID,
    SETPCAP,
    LINUX_IMMUTABLE,
    NET_BIND_SERVICE,
    NET_BROADCAST,
    NET_ADMIN,
    NET_RAW,
    IPC_LOCK,
    IPC_OWNER,
    SYS_MODULE,
    SYS_RAWIO,
    SYS_CHROOT,
    SYS_PTRACE,
    SYS_PACCT,
    SYS_ADMIN,
    SYS_BOOT,
    SYS_NICE,
    SYS_RESOURCE,
    SYS_TIME,
    SYS_TTY_CONFIG,
    MKNOD,
    LEASE,
    AUDIT_WRITE,
    AUDIT_CONTROL,
    SETFCAP,
    MAC_OVERRIDE,
    MAC_ADMIN,
    SYSLOG,
    WAKE_ALARM,
    BLOCK_SUSPEND,
    AUDIT_READ,
    PERFMON,
    BPF,
    CHECKPOINT_RESTORE;

    private static final String PREFIX = "CAP_";

    /** What a container holds unless it asks for more or less; moby daemon/pkg/oci/caps/defaults.go. */
    public static Set<Capability> dockerDefaults() {
        return EnumSet.of(
                CHOWN,
                DAC_OVERRIDE,
                FSETID,
                FOWNER,
                MKNOD,
                NET_RAW,
                SETGID,
                SETUID,
                SETFCAP,
                SETPCAP,
                NET_BIND_SERVICE,
                SYS_CHROOT,
                KILL,
                AUDIT_WRITE);
    }

    /** The number the kernel knows it by. */
    public int number() {
        return ordinal();
    }

    /** As in {@code CAP_CHOWN}. */
    public String linuxName() {
        return PREFIX + name();
    }

    /** Finds it with or without the prefix, in any case. */
    public static Optional<Capability> find(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        String bare = upper.startsWith(PREFIX) ? upper.substring(PREFIX.length()) : upper;
        for (Capability c : values()) {
            if (c.name().equals(bare)) {
                return Optional.of(c);
            }
        }
        return Optional.empty();
    }

    /** @throws EngineException invalid parameter, in Docker's wording, for a name no kernel knows */
    public static Capability parse(String name) {
        return find(name).orElseThrow(() -> {
            String upper = name.toUpperCase(Locale.ROOT);
            String full = upper.startsWith(PREFIX) ? upper : PREFIX + upper;
            return EngineException.invalid("unknown capability: \"" + full + "\"");
        });
    }

    /** As the bit mask that capset(2) and /proc/PID/status use: bit N for the capability numbered N. */
    public static long mask(Set<Capability> capabilities) {
        long mask = 0;
        for (Capability c : capabilities) {
            mask |= 1L << c.number();
        }
        return mask;
    }

    /** The capabilities of a bit mask; bits unknown here are left out. */
    public static Set<Capability> ofMask(long mask) {
        Set<Capability> found = EnumSet.noneOf(Capability.class);
        for (Capability c : values()) {
            if ((mask >>> c.number() & 1) != 0) {
                found.add(c);
            }
        }
        return found;
    }
}
