package dev.gantry.engine.seccomp;

import dev.gantry.engine.capability.Capability;
import dev.gantry.engine.linux.Errno;
import dev.gantry.engine.linux.proc.KernelVersion;
import dev.gantry.engine.seccomp.SeccompProfile.Argument;
import dev.gantry.engine.seccomp.SeccompProfile.Rule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * A profile with its conditions settled for one machine and one set of capabilities: what happens to each call by its
 * number.
 *
 * <p>Rules with arguments come before rules without, in the profile's order among themselves; the first that holds
 * counts. So "chmod fails with mode 04755; chmod is allowed" means what it says, whichever is written first.
 */
final class SyscallPolicy {
    /** What happens to a call. @param otherwise the return value when no case holds */
    record Decision(List<Case> cases, int otherwise) {}

    /** A return value for calls whose arguments all hold. */
    record Case(List<Argument> arguments, int returnValue) {}

    private final Set<Abi> abis;
    private final int defaultReturn;
    private final List<Rule> rules;

    SyscallPolicy(SeccompProfile profile, Set<Capability> capabilities, Abi host, KernelVersion kernel) {
        abis = EnumSet.of(host);
        abis.addAll(profile.architectures());
        abis.addAll(profile.architectureMap().getOrDefault(host, Set.of()));
        abis.retainAll(host.family());
        defaultReturn = profile.defaultReturn();
        rules = profile.rules().stream()
                .filter(rule -> rule.applies(capabilities, host, kernel))
                .toList();
    }

    /** The ABIs a process may use; any other kills it. */
    Set<Abi> abis() {
        return abis;
    }

    Decision byDefault() {
        return new Decision(List.of(), defaultReturn);
    }

    /**
     * What happens to numbers above all that the rules of this ABI name. Such a call is newer than the profile. Failing
     * with ENOSYS lets programs fall back to an older call, where EPERM would make them give up; OCI runtimes do the
     * same.
     */
    Decision beyond() {
        boolean open = defaultReturn == SeccompAction.ALLOW.returnValue(0)
                || defaultReturn == SeccompAction.LOG.returnValue(0);
        return open ? byDefault() : new Decision(List.of(), SeccompAction.ERRNO.returnValue(Errno.ENOSYS.number()));
    }

    /** The calls that rules name, by number. */
    TreeMap<Integer, Decision> decisions(Abi abi) {
        Map<Integer, List<Rule>> byNumber = new TreeMap<>();
        for (Rule rule : rules) {
            for (String name : rule.names()) {
                OptionalInt number = SyscallTable.number(abi, name);
                if (number.isPresent()) {
                    byNumber.computeIfAbsent(number.getAsInt(), n -> new ArrayList<>())
                            .add(rule);
                }
            }
        }
        TreeMap<Integer, Decision> decisions = new TreeMap<>();
        byNumber.forEach((number, named) -> decisions.put(number, decide(named)));
        return decisions;
    }

    private Decision decide(List<Rule> named) {
        List<Case> cases = new ArrayList<>();
        Integer otherwise = null;
        for (Rule rule : named) {
            if (!rule.arguments().isEmpty()) {
                cases.add(new Case(rule.arguments(), rule.returnValue()));
            } else if (otherwise == null) {
                otherwise = rule.returnValue();
            }
        }
        int last = otherwise == null ? defaultReturn : otherwise;
        // Cases at the end that come to the same as no case at all, as when a capability allows clone altogether.
        while (!cases.isEmpty() && cases.getLast().returnValue() == last) {
            cases.removeLast();
        }
        return new Decision(List.copyOf(cases), last);
    }
}
