package dev.gantry.engine.capability;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.linux.proc.ProcessStatus;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which capabilities a container gets out of {@code --cap-add}, {@code --cap-drop} and {@code --privileged}. */
public final class CapabilityRules {
    private static final String ALL = "ALL";

    private final Set<Capability> known;

    /** @param bounding what can be given at all */
    public CapabilityRules(Set<Capability> bounding) {
        known = EnumSet.noneOf(Capability.class);
        known.addAll(bounding);
    }

    /**
     * The rules for this machine: what its kernel knows and this process has in its bounding set, since nobody can give
     * a container more than that.
     */
    public static CapabilityRules ofRunningKernel() {
        ProcessStatus self =
                ProcessStatus.of((int) ProcessHandle.current().pid()).orElseThrow();
        return new CapabilityRules(Capability.ofMask(self.capabilities("CapBnd")));
    }

    /** All that can be given. */
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
