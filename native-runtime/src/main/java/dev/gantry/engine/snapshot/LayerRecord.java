package dev.gantry.engine.snapshot;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.engine.archive.Compression;
import dev.gantry.engine.content.ChainId;
import dev.gantry.engine.content.DiffId;
import dev.gantry.engine.error.EngineException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What is written beside a layer's files. */
record LayerRecord(Layer layer, @Nullable ChainId parent) {
    private static final ObjectMapper JSON = new ObjectMapper();

    byte[] toJson() {
        ObjectNode node = JSON.createObjectNode()
                .put("chain", layer.chainId().toString())
                .put("diff", layer.diffId().toString())
                .put("size", layer.size())
                .put("changesetCompression", layer.changeset().compression().name())
                .put("changesetSize", layer.changeset().size());
        if (parent != null) {
            node.put("parent", parent.toString());
        }
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JacksonException e) {
            throw EngineException.system("encode the record of layer " + layer.name() + ": " + e.getMessage(), e);
        }
    }

    /** @throws IOException if it is not a record of the layer that has this name */
    static LayerRecord parse(String name, byte[] json) throws IOException {
        try {
            JsonNode node = JSON.readTree(json);
            ChainId chain = ChainId.parse(node.path("chain").asText());
            if (!name.equals(LayerStore.nameOf(chain))) {
                throw new IOException("it is of layer " + chain);
            }
            Layer.Changeset changeset = new Layer.Changeset(
                    Compression.valueOf(node.path("changesetCompression").asText()),
                    node.path("changesetSize").asLong());
            Layer layer = new Layer(
                    name,
                    chain,
                    DiffId.parse(node.path("diff").asText()),
                    node.path("size").asLong(),
                    changeset);
            return new LayerRecord(
                    layer,
                    node.has("parent") ? ChainId.parse(node.path("parent").asText()) : null);
        } catch (IllegalArgumentException | EngineException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
