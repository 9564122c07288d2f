package dev.gantry.engine.seccomp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An object of the profile whose keys are found in any case, as Go's decoder and so dockerd finds them. */
final class ProfileNode {
    private final String what;
    private final Map<String, JsonNode> fields = new HashMap<>();

    ProfileNode(String what, JsonNode node) {
        this.what = what;
        if (!node.isObject()) {
            throw new IllegalArgumentException(what + " is not an object");
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String key = field.getKey().toLowerCase(Locale.ROOT);
            if (fields.put(key, field.getValue()) != null) {
                throw new IllegalArgumentException("duplicate field \"" + field.getKey() + "\" in " + what);
            }
        }
    }

    void allow(String... keys) {
        Set<String> known = new LinkedHashSet<>();
        for (String key : keys) {
            known.add(key.toLowerCase(Locale.ROOT));
        }
        for (String key : fields.keySet()) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException("unknown field \"" + key + "\" in " + what);
            }
        }
    }

    private Optional<JsonNode> get(String key) {
        return Optional.ofNullable(fields.get(key.toLowerCase(Locale.ROOT))).filter(node -> !node.isNull());
    }

    Optional<String> string(String key) {
        return get(key).map(node -> text(key, node));
    }

    private static String text(String key, JsonNode node) {
        if (!node.isTextual()) {
            throw new IllegalArgumentException(key + " must be a string");
        }
        return node.textValue();
    }

    Optional<Long> number(String key) {
        return get(key).map(node -> {
            if (!node.isIntegralNumber() || !node.canConvertToLong()) {
                throw new IllegalArgumentException(key + " must be a whole number");
            }
            return node.longValue();
        });
    }

    /** A number of 64 bits without sign; 0 when missing. */
    long unsigned(String key) {
        return get(key).map(node -> {
                    if (!node.isIntegralNumber()
                            || node.bigIntegerValue().signum() < 0
                            || node.bigIntegerValue().bitLength() > 64) {
                        throw new IllegalArgumentException(key + " must be a number from 0 to 18446744073709551615");
                    }
                    return node.bigIntegerValue().longValue();
                })
                .orElse(0L);
    }

    List<String> strings(String key) {
        List<String> strings = new ArrayList<>();
        elements(key).forEach(node -> strings.add(text("each of " + key, node)));
        return List.copyOf(strings);
    }

    List<ProfileNode> objects(String key) {
        List<ProfileNode> objects = new ArrayList<>();
        elements(key).forEach(node -> objects.add(new ProfileNode("each of " + key, node)));
        return objects;
    }

    Optional<ProfileNode> object(String key) {
        return get(key).map(node -> new ProfileNode(key, node));
    }

    private Iterable<JsonNode> elements(String key) {
        Optional<JsonNode> node = get(key);
        if (node.isPresent() && !node.get().isArray()) {
            throw new IllegalArgumentException(key + " must be an array");
        }
        return node.<Iterable<JsonNode>>map(n -> n).orElse(List.of());
    }
}
