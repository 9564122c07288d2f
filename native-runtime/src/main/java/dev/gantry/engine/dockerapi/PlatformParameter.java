package dev.gantry.engine.dockerapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.image.Image;
import dev.gantry.engine.image.ImageConfig;

/** The {@code platform} parameter of the operations on images, an OCI platform as JSON; empty fields fit anything. */
record PlatformParameter(String os, String architecture, String variant) {
    private static final ObjectMapper MAPPER = new ObjectMapper(Json.FACTORY);

    /** INVALID_PARAMETER if it is not an object of strings. */
    static PlatformParameter parse(String json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            if (node == null || !node.isObject()) {
                throw EngineException.invalid("failed to parse platform: not a JSON object");
            }
            JsonObject object = JsonObject.of(node);
            return new PlatformParameter(object.text("os"), object.text("architecture"), object.text("variant"));
        } catch (JsonProcessingException e) {
            throw EngineException.invalid("failed to parse platform: " + e.getOriginalMessage());
        }
    }

    /** NOT_FOUND in Docker's words if the request asks for a platform that is not the image's. */
    static void check(ApiRequest request, Image image, String name) {
        String text = request.text("platform");
        if (!text.isEmpty()) {
            PlatformParameter wanted = parse(text);
            if (!wanted.fits(image.config())) {
                throw EngineException.notFound("image with reference " + name
                        + " was found but does not provide the specified platform (" + wanted + ")");
            }
        }
    }

    private boolean fits(ImageConfig config) {
        return fits(os, config.os()) && fits(architecture, config.architecture()) && fits(variant, config.variant());
    }

    private static boolean fits(String wanted, String actual) {
        return wanted.isEmpty() || wanted.equals(actual);
    }

    @Override
    public String toString() {
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}
