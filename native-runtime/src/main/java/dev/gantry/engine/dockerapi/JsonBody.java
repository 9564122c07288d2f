package dev.gantry.engine.dockerapi;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.http.HttpException;
import dev.gantry.engine.http.HttpRequest;
import java.io.IOException;
import java.util.Locale;

/** Reads the one JSON object that a request's body is. */
final class JsonBody {
    private static final ObjectMapper MAPPER = new ObjectMapper(Json.FACTORY);

    private JsonBody() {}

    /**
     * The body's object; an empty one if there is no body.
     *
     * @throws HttpException 413 if it is larger than {@value Json#MAX_BODY} bytes
     */
    static JsonObject read(HttpRequest request) throws IOException {
        checkContentType(request);
        if (request.contentLength() == 0) {
            return JsonObject.empty();
        }
        byte[] bytes = bytes(request);
        try (JsonParser parser = MAPPER.createParser(bytes)) {
            JsonNode root = MAPPER.readTree(parser);
            if (root == null || root.isMissingNode()) {
                throw EngineException.invalid("invalid JSON: got EOF while reading request body");
            }
            if (parser.nextToken() != null) {
                throw EngineException.invalid("unexpected content after JSON");
            }
            if (root.isNull()) {
                return JsonObject.empty();
            }
            if (!root.isObject()) {
                throw EngineException.invalid("invalid JSON: the request body must be an object");
            }
            return JsonObject.of(root);
        } catch (StreamConstraintsException e) {
            throw EngineException.invalid("invalid JSON: nested more than " + Json.MAX_DEPTH
                    + " deep, or with a name or number that is too long");
        } catch (JsonProcessingException e) {
            throw EngineException.invalid("invalid JSON: " + e.getOriginalMessage() + " at byte "
                    + Math.max(0, e.getLocation() == null ? 0 : e.getLocation().getByteOffset()));
        }
    }

    private static byte[] bytes(HttpRequest request) throws IOException {
        if (request.contentLength() > Json.MAX_BODY) {
            throw tooLarge();
        }
        byte[] bytes = request.body().readNBytes(Json.MAX_BODY + 1);
        if (bytes.length > Json.MAX_BODY) {
            throw tooLarge();
        }
        return bytes;
    }

    private static HttpException tooLarge() {
        return new HttpException(413, "request body too large: a JSON body has at most " + Json.MAX_BODY + " bytes");
    }

    private static void checkContentType(HttpRequest request) {
        String type = request.headers().get("Content-Type");
        if (type == null) {
            if (request.contentLength() == 0) {
                return;
            }
            throw EngineException.invalid("malformed Content-Type header (): mime: no media type");
        }
        String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!media.equals("application/json")) {
            throw EngineException.invalid("unsupported Content-Type header (" + type + "): must be 'application/json'");
        }
    }
}
