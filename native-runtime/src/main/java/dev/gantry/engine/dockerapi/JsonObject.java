package dev.gantry.engine.dockerapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.gantry.engine.error.EngineException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An object of a request, read the way Go reads into a struct: names compare without regard to case, {@code null} is as
 * good as absent, a value of another type is an error. Remembers what was asked for, so that the rest can be told.
 */
final class JsonObject {
    private final String path;
    private final Map<String, JsonNode> fields = new LinkedHashMap<>();
    private final Map<String, String> spelling = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();

    private JsonObject(String path, JsonNode node) {
        this.path = path;
        node.properties().forEach(field -> {
            String key = field.getKey().toLowerCase(Locale.ROOT);
            if (fields.put(key, field.getValue()) != null) {
                throw EngineException.invalid("invalid JSON: duplicate field \"" + path + field.getKey() + "\"");
            }
            spelling.put(key, field.getKey());
        });
    }

    static JsonObject of(JsonNode node) {
        return new JsonObject("", node);
    }

    static JsonObject empty() {
        return of(JsonNodeFactory.instance.objectNode());
    }

    private @Nullable JsonNode node(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        asked.add(key);
        JsonNode node = fields.get(key);
        return node == null || node.isNull() ? null : node;
    }

    private EngineException wrongType(String name, JsonNode node, String wanted) {
        return EngineException.invalid("invalid JSON: cannot unmarshal "
                + node.getNodeType().name().toLowerCase(Locale.ROOT) + " into field " + path + name + " of type "
                + wanted);
    }

    boolean has(String name) {
        return node(name) != null;
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    /** Whether a field is there and says more than its type's zero value. */
    boolean isSet(String name) {
        JsonNode node = node(name);
        return node != null && !isZero(node);
    }

    private static boolean isZero(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY, OBJECT -> node.isEmpty() || node.isObject() && allZero(node);
            case STRING -> node.textValue().isEmpty();
            case BOOLEAN -> !node.booleanValue();
            case NUMBER -> node.doubleValue() == 0;
            case NULL, MISSING -> true;
            case BINARY, POJO -> false;
        };
    }

    private static boolean allZero(JsonNode object) {
        for (JsonNode value : object) {
            if (!isZero(value)) {
                return false;
            }
        }
        return true;
    }

    @Nullable
    String optionalText(String name) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        if (!node.isTextual()) {
            throw wrongType(name, node, "string");
        }
        return checked(name, node.textValue());
    }

    private String checked(String name, String value) {
        if (value.indexOf('\0') >= 0) {
            throw EngineException.invalid("invalid JSON: field " + path + name + " contains a zero byte");
        }
        return value;
    }

    String text(String name) {
        String value = optionalText(name);
        return value == null ? "" : value;
    }

    @Nullable
    Boolean optionalFlag(String name) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        if (!node.isBoolean()) {
            throw wrongType(name, node, "bool");
        }
        return node.booleanValue();
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(optionalFlag(name));
    }

    @Nullable
    Long optionalNumber(String name) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw wrongType(name, node, "int64");
        }
        return node.longValue();
    }

    long number(String name) {
        Long value = optionalNumber(name);
        return value == null ? 0 : value;
    }

    @Nullable
    Integer optionalInteger(String name) {
        Long value = optionalNumber(name);
        if (value == null) {
            return null;
        }
        if (value.intValue() != value) {
            throw EngineException.invalid(
                    "invalid JSON: field " + path + name + " is out of range for 32 bits: " + value);
        }
        return value.intValue();
    }

    int integer(String name) {
        Integer value = optionalInteger(name);
        return value == null ? 0 : value;
    }

    @Nullable
    List<String> optionalTexts(String name) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        if (!node.isArray()) {
            throw wrongType(name, node, "[]string");
        }
        List<String> values = new ArrayList<>(node.size());
        for (JsonNode element : node) {
            if (!element.isTextual()) {
                throw wrongType(name, element, "string");
            }
            values.add(checked(name, element.textValue()));
        }
        return values;
    }

    List<String> texts(String name) {
        List<String> values = optionalTexts(name);
        return values == null ? List.of() : values;
    }

    /** A list that may also be given as one string, as Docker's commands may. */
    @Nullable
    List<String> optionalWords(String name) {
        JsonNode node = node(name);
        return node != null && node.isTextual() ? List.of(text(name)) : optionalTexts(name);
    }

    /** An object whose values are strings. */
    Map<String, String> textMap(String name) {
        Map<String, String> values = new LinkedHashMap<>();
        JsonNode node = objectNode(name);
        if (node != null) {
            node.properties().forEach(field -> {
                if (!field.getValue().isTextual()) {
                    throw wrongType(name + "." + field.getKey(), field.getValue(), "string");
                }
                values.put(
                        checked(name, field.getKey()),
                        checked(name, field.getValue().textValue()));
            });
        }
        return values;
    }

    /** An object of which only the names count. */
    Set<String> names(String name) {
        Set<String> names = new LinkedHashSet<>();
        JsonNode node = objectNode(name);
        if (node != null) {
            node.properties().forEach(field -> {
                if (!field.getValue().isObject() && !field.getValue().isNull()) {
                    throw wrongType(name + "." + field.getKey(), field.getValue(), "struct {}");
                }
                names.add(checked(name, field.getKey()));
            });
        }
        return names;
    }

    /** The names in an object, whatever their values are. */
    Set<String> objectNames(String name) {
        JsonNode node = objectNode(name);
        Set<String> names = new LinkedHashSet<>();
        if (node != null) {
            node.fieldNames().forEachRemaining(names::add);
        }
        return names;
    }

    private @Nullable JsonNode objectNode(String name) {
        JsonNode node = node(name);
        if (node != null && !node.isObject()) {
            throw wrongType(name, node, "map");
        }
        return node;
    }

    /** A part of this object; an empty one if it is absent. */
    JsonObject object(String name) {
        JsonNode node = objectNode(name);
        return new JsonObject(path + name + ".", node == null ? JsonNodeFactory.instance.objectNode() : node);
    }

    /** An array of objects. */
    List<JsonObject> objects(String name) {
        JsonNode node = node(name);
        if (node == null) {
            return List.of();
        }
        if (!node.isArray()) {
            throw wrongType(name, node, "[]struct");
        }
        List<JsonObject> objects = new ArrayList<>(node.size());
        for (JsonNode element : node) {
            if (!element.isObject()) {
                throw wrongType(name, element, "struct");
            }
            objects.add(new JsonObject(path + name + "[" + objects.size() + "].", element));
        }
        return objects;
    }

    /** The height and width of a terminal, an array of two; zeros if it is absent. */
    int[] consoleSize() {
        JsonNode node = node("ConsoleSize");
        if (node == null) {
            return new int[2];
        }
        if (!node.isArray() || node.size() != 2) {
            throw wrongType("ConsoleSize", node, "[2]uint");
        }
        return new int[] {size(node.get(0)), size(node.get(1))};
    }

    private int size(JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 0) {
            throw wrongType("ConsoleSize", node, "uint");
        }
        // struct winsize has 16 bits for each.
        return Math.min(node.intValue(), 0xffff);
    }

    /** Fields nobody asked for that are set to something, with their paths. */
    Set<String> unknown() {
        Set<String> names = new TreeSet<>();
        fields.forEach((key, node) -> {
            if (!asked.contains(key) && !isZero(node)) {
                names.add(path + spelling.get(key));
            }
        });
        return names;
    }
}
