package dev.gantry.engine.dockerapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.engine.error.EngineException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The {@code filters} parameter: for each key the values of which one has to fit (or all, for labels). */
record Filters(Map<String, Set<String>> values) {
    private static final ObjectMapper MAPPER = new ObjectMapper(Json.FACTORY);
    private static final int MAX_PATTERN = 256;
    /** A thousand times what an expression needs that was not made to take long. */
    private static final int MAX_LOOKS = 200_000;

    /** Reads {@code {"key":{"value":true}}} and the older {@code {"key":["value"]}}; INVALID_PARAMETER otherwise. */
    static Filters parse(String text) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        if (text.isEmpty()) {
            return new Filters(values);
        }
        JsonNode root;
        try {
            root = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw EngineException.invalid("invalid filter: " + e.getOriginalMessage());
        }
        if (root == null || !(root.isObject() || root.isNull())) {
            throw EngineException.invalid("invalid filter: not a JSON object");
        }
        root.properties().forEach(entry -> values.put(entry.getKey(), values(entry.getKey(), entry.getValue())));
        return new Filters(values);
    }

    private static Set<String> values(String key, JsonNode node) {
        Set<String> set = new LinkedHashSet<>();
        if (node.isObject()) {
            node.properties().forEach(value -> {
                if (!value.getValue().isBoolean()) {
                    throw EngineException.invalid("invalid filter '" + key + "'");
                }
                set.add(value.getKey());
            });
            return set;
        }
        if (!node.isArray()) {
            throw EngineException.invalid("invalid filter '" + key + "'");
        }
        node.forEach(value -> {
            if (!value.isTextual()) {
                throw EngineException.invalid("invalid filter '" + key + "'");
            }
            set.add(value.textValue());
        });
        return set;
    }

    /** INVALID_PARAMETER if a key is used that the operation does not know. */
    Filters accept(Set<String> keys) {
        for (String key : values.keySet()) {
            if (!keys.contains(key)) {
                throw EngineException.invalid("invalid filter '" + key + "'");
            }
        }
        return this;
    }

    boolean has(String key) {
        return !get(key).isEmpty();
    }

    Set<String> get(String key) {
        return values.getOrDefault(key, Set.of());
    }

    /** Whether the key is not used, or one of its values fits. */
    boolean any(String key, Predicate<String> fits) {
        return !has(key) || get(key).stream().anyMatch(fits);
    }

    /** Whether the key is not used, or one of its values is the text. */
    boolean exact(String key, String text) {
        return any(key, text::equals);
    }

    /** Whether the key is not used, or one of its values is the text or a regular expression found in it. */
    boolean matches(String key, String text) {
        return any(key, value -> value.equals(text) || finds(value, text));
    }

    private static boolean finds(String expression, String text) {
        if (expression.length() > MAX_PATTERN) {
            return false;
        }
        try {
            return Pattern.compile(expression)
                    .matcher(new BudgetedText(text, MAX_LOOKS))
                    .find();
        } catch (PatternSyntaxException e) {
            return false;
        } catch (BudgetedText.SpentException e) {
            throw EngineException.invalid("invalid filter: the expression \"" + expression + "\" takes too long");
        }
    }

    /** Whether every value of the key, {@code name} or {@code name=value}, fits one of the labels. */
    boolean labels(String key, Map<String, String> labels) {
        return get(key).stream().allMatch(wanted -> hasLabel(labels, wanted));
    }

    private static boolean hasLabel(Map<String, String> labels, String wanted) {
        int equals = wanted.indexOf('=');
        return equals < 0
                ? labels.containsKey(wanted)
                : wanted.substring(equals + 1).equals(labels.get(wanted.substring(0, equals)));
    }

    /** A key whose value says yes or no; INVALID_PARAMETER if it says neither or both. */
    boolean flag(String key, boolean otherwise) {
        if (!values.containsKey(key)) {
            return otherwise;
        }
        Set<String> given = get(key);
        boolean yes = given.contains("1") || given.contains("true");
        boolean no = given.contains("0") || given.contains("false");
        if (yes == no) {
            throw EngineException.invalid("invalid filter '" + key + "=" + given + "'");
        }
        return yes;
    }
}
