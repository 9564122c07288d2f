package dev.gantry.engine.seccomp;

import dev.gantry.engine.error.EngineException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A way to enter the kernel, with its own numbers for the system calls; linux/audit.h and seccomp(2). */
public enum Abi {
    X86_64("SCMP_ARCH_X86_64", 0xC000003E, 0),
    X86("SCMP_ARCH_X86", 0x40000003, 0),
    /** Shares x86-64's audit number; its calls are told apart by bit 30. */
    X32("SCMP_ARCH_X32", 0xC000003E, 0x40000000),
    AARCH64("SCMP_ARCH_AARCH64", 0xC00000B7, 0),
    ARM("SCMP_ARCH_ARM", 0x40000028, 0);

    /** Numbers above, counted from the base, are 32-bit ARM's private calls; no ABI has as many ordinary ones. */
    static final int LAST_ORDINARY = 0xEFFFF;

    private final String profileName;
    private final int auditArch;
    private final int numberBase;

    Abi(String profileName, int auditArch, int numberBase) {
        this.profileName = profileName;
        this.auditArch = auditArch;
        this.numberBase = numberBase;
    }

    /** The one this program runs on. @throws EngineException not implemented, on other processors */
    public static Abi ofHost() {
        String arch = System.getProperty("os.arch");
        return switch (arch) {
            case "amd64", "x86_64" -> X86_64;
            case "aarch64" -> AARCH64;
            default ->
                throw new EngineException(
                        EngineException.Category.NOT_IMPLEMENTED,
                        "no system call filter for the processor architecture " + arch);
        };
    }

    static Optional<Abi> ofProfileName(String name) {
        return Arrays.stream(values())
                .filter(abi -> abi.profileName.equals(name))
                .findFirst();
    }

    /** All that a kernel with this native ABI can be entered by. */
    List<Abi> family() {
        return this == AARCH64 || this == ARM ? List.of(AARCH64, ARM) : List.of(X86_64, X86, X32);
    }

    /** What the field {@code arch} of struct seccomp_data holds. */
    int auditArch() {
        return auditArch;
    }

    /** What is added to the numbers of the table. */
    int numberBase() {
        return numberBase;
    }

    /** The name that a profile's {@code arches} condition uses for a machine with this native ABI. */
    String conditionName() {
        return switch (this) {
            case X86_64 -> "amd64";
            case X86 -> "x86";
            case X32 -> "x32";
            case AARCH64 -> "arm64";
            case ARM -> "arm";
        };
    }
}
