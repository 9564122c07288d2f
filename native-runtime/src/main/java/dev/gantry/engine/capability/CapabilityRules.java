package dev.gantry.engine.capability;

import dev.gantry.engine.error.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which capabilities a container gets out of {@code --cap-add}, {@code --cap-drop} and {@code --privileged}. */
public final class CapabilityRules {
    private static final Path LAST_CAP = Path.of("/proc/sys/kernel/cap_last_cap");
    private static final String ALL = "ALL";

    private final Set<Capability> known;

    /** @param lastCap the highest number the kernel knows, {@code /proc/sys/kernel/cap_last_cap} */
    public CapabilityRules(int lastCap) {
        known = EnumSet.noneOf(Capability.class);
        for (Capability c : Capability.values()) {
            if (c.number() <= lastCap) {
                known.add(c);
            }
        }
    }

    /** The rules for the kernel that runs this program. */
    public static CapabilityRules ofRunningKernel() {
        try {
            return new CapabilityRules(
                    Integer.parseInt(Files.readString(LAST_CAP).strip()));
        } catch (IOException | NumberFormatException e) {
            throw EngineException.system("cannot read the kernel's last capability from " + LAST_CAP, e);
        }
    }

    /** All capabilities of this kernel. */
    public Set<Capability> all() {
        return EnumSet.copyOf(known);
    }

    /**
     * The container's set. {@code ALL} added means everything but what is dropped; {@code ALL} dropped means only what
     * is added; else the defaults without the dropped and with the added ones (an addition wins over a drop).
     *
     * @throws EngineException invalid parameter, in Docker's wording, for a name the kernel or nobody knows
     */
    public Set<Capability> resolve(List<String> add, List<String> drop, boolean privileged) {
        Selection added = select(add, "CapAdd");
        Selection dropped = select(drop, "CapDrop");
        if (privileged) {
            return all();
        }
        Set<Capability> result;
        if (added.all) {
            result = all();
            result.removeAll(dropped.named);
        } else if (dropped.all) {
            result = EnumSet.copyOf(added.named);
        } else {
            result = EnumSet.copyOf(Capability.dockerDefaults());
            result.removeAll(dropped.named);
            result.addAll(added.named);
        }
        return result;
    }

    private Selection select(List<String> names, String field) {
        Selection selection = new Selection();
        for (String name : names) {
            if (name.equalsIgnoreCase(ALL)) {
                selection.all = true;
                continue;
            }
            Capability c;
            try {
                c = Capability.parse(name);
            } catch (EngineException e) {
                throw new EngineException(e.category(), "invalid " + field + ": " + e.getMessage(), e);
            }
            if (!known.contains(c)) {
                throw EngineException.invalid(
                        "invalid " + field + ": capability not supported by your kernel: \"" + c.linuxName() + "\"");
            }
            selection.named.add(c);
        }
        return selection;
    }

    private static final class Selection {
        private boolean all;
        private final Set<Capability> named = EnumSet.noneOf(Capability.class);
    }
}
