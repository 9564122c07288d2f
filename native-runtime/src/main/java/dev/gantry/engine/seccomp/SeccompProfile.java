package dev.gantry.engine.seccomp;

import dev.gantry.engine.capability.Capability;
import dev.gantry.engine.linux.proc.KernelVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A system call filter in the terms of Docker's profile files, still with its conditions.
 *
 * @param defaultReturn the filter's return value for calls no rule speaks of
 * @param architectures further ABIs to filter by the rules, whatever the machine
 * @param architectureMap further ABIs to filter by the rules, by the machine's own
 * @param flags for seccomp(2), SECCOMP_FILTER_FLAG_*
 */
public record SeccompProfile(
        int defaultReturn, Set<Abi> architectures, Map<Abi, Set<Abi>> architectureMap, int flags, List<Rule> rules) {

    /** How a system call's argument is compared, as 64-bit unsigned numbers. */
    enum Operator {
        NE,
        LT,
        LE,
        EQ,
        GE,
        GT,
        /** The argument masked by {@code value} equals {@code valueTwo}. */
        MASKED_EQ
    }

    /** A condition on one argument. @param index 0 to 5 */
    record Argument(int index, Operator operator, long value, long valueTwo) {}

    /**
     * When a rule counts.
     *
     * @param capabilities names of which, in an include, the container must have all, and in an exclude none
     * @param arches machine architectures
     */
    record Condition(Set<String> capabilities, Set<String> arches, Optional<KernelVersion> minKernel) {
        static final Condition NONE = new Condition(Set.of(), Set.of(), Optional.empty());
    }

    /**
     * What happens to some calls.
     *
     * @param returnValue of the filter
     * @param arguments all must hold; none means always
     */
    record Rule(List<String> names, int returnValue, List<Argument> arguments, Condition includes, Condition excludes) {
        boolean applies(Set<Capability> capabilities, Abi host, KernelVersion kernel) {
            return included(capabilities, host, kernel) && !excluded(capabilities, host, kernel);
        }

        private boolean included(Set<Capability> capabilities, Abi host, KernelVersion kernel) {
            return (includes.arches.isEmpty() || includes.arches.contains(host.conditionName()))
                    && includes.capabilities.stream().allMatch(name -> has(capabilities, name))
                    && includes.minKernel.map(min -> kernel.compareTo(min) >= 0).orElse(true);
        }

        private boolean excluded(Set<Capability> capabilities, Abi host, KernelVersion kernel) {
            return excludes.arches.contains(host.conditionName())
                    || excludes.capabilities.stream().anyMatch(name -> has(capabilities, name))
                    || excludes.minKernel.map(min -> kernel.compareTo(min) >= 0).orElse(false);
        }

        private static boolean has(Set<Capability> capabilities, String name) {
            return capabilities.stream().anyMatch(c -> c.linuxName().equals(name));
        }
    }

    private static final class Holder {
        private static final SeccompProfile DOCKER_DEFAULT = load();

        private static SeccompProfile load() {
            try (InputStream in = Objects.requireNonNull(SeccompProfile.class.getResourceAsStream("default.json"))) {
                return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the default seccomp profile", e);
            }
        }
    }

    /**
     * What dockerd uses unless told otherwise: every call that containers need and that the kernel's own checks guard
     * well is allowed, some only with the capability they go with, and all others fail with EPERM.
     */
    public static SeccompProfile dockerDefault() {
        return Holder.DOCKER_DEFAULT;
    }

    /**
     * Reads a profile in the form of {@code docker run --security-opt seccomp=FILE}.
     *
     * @throws dev.gantry.engine.error.EngineException invalid parameter, when it is malformed or asks for something
     *     this engine cannot do
     */
    public static SeccompProfile parse(String json) {
        return new SeccompProfileParser().parse(json);
    }
}
