package dev.gantry.ui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON as the inspect pages show it: a node is a value, or has children and can be folded.
 *
 * @param text the value, or how many children there are
 * @param css the class of the stylesheet for values of its kind
 * @param open whether it is unfolded at first
 */
public record JsonTree(String name, String text, String css, boolean leaf, boolean open, List<JsonTree> children) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int OPEN_DEPTH = 2;

    /** The tree of a document; an empty one when there is none. */
    public static JsonTree of(@Nullable JsonNode document) {
        return node("", orEmpty(document), 0);
    }

    /** The document as text, indented. */
    public static String pretty(@Nullable JsonNode document) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(orEmpty(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A document that was read cannot be written", e);
        }
    }

    private static JsonNode orEmpty(@Nullable JsonNode document) {
        return document == null ? MissingNode.getInstance() : document;
    }

    private static JsonTree node(String name, JsonNode value, int depth) {
        if (!value.isContainerNode() || value.isEmpty()) {
            return new JsonTree(
                    name, value.toString(), value.isTextual() ? "string" : "literal", true, false, List.of());
        }
        List<JsonTree> children = new ArrayList<>();
        if (value.isObject()) {
            value.properties().forEach(entry -> children.add(node(entry.getKey(), entry.getValue(), depth + 1)));
        } else {
            for (int i = 0; i < value.size(); i++) {
                children.add(node(String.valueOf(i), value.get(i), depth + 1));
            }
        }
        String size = value.isObject() ? "{" + children.size() + "}" : "[" + children.size() + "]";
        return new JsonTree(name, size, "size", false, depth < OPEN_DEPTH, children);
    }
}
