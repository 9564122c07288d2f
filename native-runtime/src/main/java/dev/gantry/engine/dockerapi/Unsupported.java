package dev.gantry.engine.dockerapi;

import dev.gantry.engine.error.EngineException;
import java.util.List;
import java.util.Set;

/** Refuses what this engine does not do, rather than accept and ignore it. */
final class Unsupported {
    private Unsupported() {}

    /** NOT_IMPLEMENTED with what was asked for. */
    static EngineException of(String what) {
        return new EngineException(
                EngineException.Category.NOT_IMPLEMENTED, what + " is not supported by this engine yet");
    }

    /** Refuses fields that are set to something. */
    static void refuse(JsonObject object, String where, List<String> fields) {
        for (String field : fields) {
            if (object.isSet(field)) {
                throw of(where + field);
            }
        }
    }

    /** Refuses a field whose value is none of those that mean what this engine does anyway. */
    static void refuseUnless(JsonObject object, String where, String field, Set<String> fine) {
        String value = object.text(field);
        if (!value.isEmpty() && !fine.contains(value)) {
            throw of(where + field + " \"" + value + "\"");
        }
    }
}
