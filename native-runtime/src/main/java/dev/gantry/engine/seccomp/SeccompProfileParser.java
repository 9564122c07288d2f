package dev.gantry.engine.seccomp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.linux.Errno;
import dev.gantry.engine.linux.proc.KernelVersion;
import dev.gantry.engine.seccomp.SeccompProfile.Argument;
import dev.gantry.engine.seccomp.SeccompProfile.Condition;
import dev.gantry.engine.seccomp.SeccompProfile.Operator;
import dev.gantry.engine.seccomp.SeccompProfile.Rule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads profile files. They come from users: size, depth and numbers are bounded, and a key that is not known is
 * refused rather than passed over, since a misspelt condition would open what it was to close.
 */
final class SeccompProfileParser {
    private static final int MAX_LENGTH = 1 << 20;
    private static final int MAX_DATA = 0xFFFF;
    private static final int MAX_ERRNO = 4095;
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxNumberLength(40)
                            .maxStringLength(4096)
                            .maxNameLength(256)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    SeccompProfile parse(String json) {
        if (json.length() > MAX_LENGTH) {
            throw refuse("the profile is longer than 1 MiB");
        }
        try {
            return profile(new ProfileNode("the profile", JSON.readTree(json)));
        } catch (JsonProcessingException e) {
            throw refuse(e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw refuse(String.valueOf(e.getMessage()));
        }
    }

    private static EngineException refuse(String reason) {
        return EngineException.invalid("Decoding seccomp profile failed: " + reason);
    }

    private static SeccompProfile profile(ProfileNode node) {
        node.allow("defaultAction", "defaultErrnoRet", "defaultErrno", "architectures", "archMap", "syscalls", "flags");
        Set<Abi> architectures = abis(node.strings("architectures"));
        Map<Abi, Set<Abi>> map = new EnumMap<>(Abi.class);
        for (ProfileNode entry : node.objects("archMap")) {
            entry.allow("architecture", "subArchitectures");
            Set<Abi> subs = abis(entry.strings("subArchitectures"));
            abi(entry.string("architecture").orElse("")).ifPresent(abi -> map.put(abi, subs));
        }
        if (!node.strings("architectures").isEmpty() && !node.objects("archMap").isEmpty()) {
            throw new IllegalArgumentException("both 'architectures' and 'archMap' are specified in the seccomp"
                    + " profile, use either 'architectures' or 'archMap'");
        }
        String action = node.string("defaultAction")
                .orElseThrow(() -> new IllegalArgumentException("defaultAction is missing"));
        List<Rule> rules = new ArrayList<>();
        for (ProfileNode rule : node.objects("syscalls")) {
            rules.addAll(rules(rule));
        }
        int defaultReturn = returnValue(action, data(node, "defaultErrnoRet", "defaultErrno"));
        return new SeccompProfile(defaultReturn, architectures, map, flags(node.strings("flags")), List.copyOf(rules));
    }

    private static Set<Abi> abis(List<String> names) {
        Set<Abi> abis = EnumSet.noneOf(Abi.class);
        names.forEach(name -> abi(name).ifPresent(abis::add));
        return abis;
    }

    /** Empty for a processor this engine does not run on, whose calls cannot occur. */
    private static Optional<Abi> abi(String name) {
        if (!name.matches("SCMP_ARCH_[A-Z0-9_]+")) {
            throw new IllegalArgumentException("unknown architecture \"" + name + "\"");
        }
        return Abi.ofProfileName(name);
    }

    /**
     * Without flags, as in nearly every profile, runtimes set SPEC_ALLOW: the filter alone shall not switch on the
     * processor's costly mitigations, which seccomp(2) did before Linux 5.16.
     */
    private static int flags(List<String> names) {
        int flags = names.isEmpty() ? 1 << 2 : 0;
        for (String name : names) {
            flags |= switch (name) {
                case "SECCOMP_FILTER_FLAG_TSYNC" -> 1;
                case "SECCOMP_FILTER_FLAG_LOG" -> 1 << 1;
                case "SECCOMP_FILTER_FLAG_SPEC_ALLOW" -> 1 << 2;
                default -> throw new IllegalArgumentException("the flag \"" + name + "\" is not supported");
            };
        }
        return flags;
    }

    private static @Nullable Integer data(ProfileNode node, String numberKey, String nameKey) {
        Optional<Long> number = node.number(numberKey);
        if (number.isPresent()) {
            if (number.get() < 0 || number.get() > MAX_DATA) {
                throw new IllegalArgumentException(numberKey + " must be from 0 to " + MAX_DATA);
            }
            return number.get().intValue();
        }
        Optional<String> name = node.string(nameKey).filter(text -> !text.isEmpty());
        try {
            return name.map(text -> Errno.valueOf(text).number()).orElse(null);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("unknown errno \"" + name.orElse("") + "\"", e);
        }
    }

    private static int returnValue(String name, @Nullable Integer data) {
        SeccompAction action = SeccompAction.ofProfileName(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        name.equals("SCMP_ACT_NOTIFY")
                                ? "SCMP_ACT_NOTIFY is not supported: the engine has no listener for it"
                                : "unknown action \"" + name + "\""));
        if (data != null && action == SeccompAction.ERRNO && data > MAX_ERRNO) {
            throw new IllegalArgumentException("errnoRet must be from 0 to " + MAX_ERRNO);
        }
        return action.returnValue(data == null ? Errno.EPERM.number() : data);
    }

    private static List<Rule> rules(ProfileNode node) {
        node.allow("name", "names", "action", "errnoRet", "errno", "args", "comment", "includes", "excludes");
        List<String> names = node.strings("names");
        Optional<String> name = node.string("name").filter(text -> !text.isEmpty());
        if (name.isPresent()) {
            if (!names.isEmpty()) {
                throw new IllegalArgumentException("both 'name' and 'names' are specified in the seccomp profile, use"
                        + " either 'name' or 'names'");
            }
            names = List.of(name.get());
        }
        String action =
                node.string("action").orElseThrow(() -> new IllegalArgumentException("a rule without an action"));
        int value = returnValue(action, data(node, "errnoRet", "errno"));
        List<Argument> arguments = node.objects("args").stream()
                .map(SeccompProfileParser::argument)
                .toList();
        Condition includes = condition(node, "includes");
        Condition excludes = condition(node, "excludes");
        List<Rule> rules = new ArrayList<>();
        for (List<Argument> alternative : alternatives(arguments)) {
            rules.add(new Rule(names, value, alternative, includes, excludes));
        }
        return rules;
    }

    /**
     * All arguments of a rule must hold, unless one index occurs twice: then each is an alternative, as OCI runtimes
     * have always read it.
     */
    private static List<List<Argument>> alternatives(List<Argument> arguments) {
        Set<Integer> indexes = new LinkedHashSet<>();
        arguments.forEach(argument -> indexes.add(argument.index()));
        return indexes.size() == arguments.size()
                ? List.of(arguments)
                : arguments.stream().map(List::of).toList();
    }

    private static Argument argument(ProfileNode node) {
        node.allow("index", "value", "valueTwo", "op");
        long index = node.number("index").orElse(0L);
        if (index < 0 || index > 5) {
            throw new IllegalArgumentException("the index of an argument must be from 0 to 5");
        }
        return new Argument(
                (int) index, operator(node.string("op").orElse("")), node.unsigned("value"), node.unsigned("valueTwo"));
    }

    private static Operator operator(String name) {
        return switch (name) {
            case "SCMP_CMP_NE" -> Operator.NE;
            case "SCMP_CMP_LT" -> Operator.LT;
            case "SCMP_CMP_LE" -> Operator.LE;
            case "SCMP_CMP_EQ" -> Operator.EQ;
            case "SCMP_CMP_GE" -> Operator.GE;
            case "SCMP_CMP_GT" -> Operator.GT;
            case "SCMP_CMP_MASKED_EQ" -> Operator.MASKED_EQ;
            default -> throw new IllegalArgumentException("unknown operator \"" + name + "\"");
        };
    }

    private static Condition condition(ProfileNode rule, String key) {
        Optional<ProfileNode> node = rule.object(key);
        if (node.isEmpty()) {
            return Condition.NONE;
        }
        node.get().allow("caps", "arches", "minKernel");
        return new Condition(
                Set.copyOf(node.get().strings("caps")),
                Set.copyOf(node.get().strings("arches")),
                node.get().string("minKernel").filter(text -> !text.isEmpty()).map(SeccompProfileParser::kernel));
    }

    private static KernelVersion kernel(String text) {
        if (!text.matches("[0-9]{1,3}\\.[0-9]{1,3}")) {
            throw new IllegalArgumentException(
                    "invalid kernel version: \"" + text + "\", expected \"<kernel>.<major>\"");
        }
        return KernelVersion.parse(text);
    }
}
