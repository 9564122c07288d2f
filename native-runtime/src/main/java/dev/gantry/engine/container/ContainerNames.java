package dev.gantry.engine.container;

import dev.gantry.engine.error.EngineException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Which name belongs to which container. A name is reserved before anything is made under it. */
final class ContainerNames {
    private static final Pattern VALID = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String[] LOOKS = {
        "able", "amber", "brave", "bright", "calm", "clear", "crisp", "daring", "deft", "eager", "early", "fair",
        "fleet", "fond", "gentle", "glad", "golden", "handy", "humble", "jolly", "keen", "kind", "lively", "lucid",
        "mellow", "merry", "modest", "nimble", "noble", "patient", "placid", "proud", "quick", "quiet", "ready",
        "robust", "serene", "sharp", "silent", "sincere", "sober", "steady", "sturdy", "sunny", "swift", "tidy",
        "trusty", "vivid", "warm", "witty"
    };
    private static final String[] THINGS = {
        "anchor", "anvil", "arch", "barge", "beacon", "boom", "bridge", "buoy", "cable", "capstan", "cargo", "clamp",
        "cleat", "crane", "davit", "derrick", "dock", "ferry", "fender", "gantry", "girder", "halyard", "harbor",
        "hatch", "hawser", "hoist", "hook", "jetty", "keel", "ladder", "lantern", "lever", "mast", "mooring", "pallet",
        "pier", "piston", "pulley", "quay", "rigging", "rudder", "sail", "sling", "spar", "tackle", "tiller", "trolley",
        "tug", "wharf", "winch"
    };

    private final Map<String, String> idByName = new ConcurrentHashMap<>();

    /** 64 hexadecimal digits. */
    static String newId() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** INVALID_PARAMETER or CONFLICT in Docker's words. */
    void reserve(String name, String id) {
        if (!VALID.matcher(name).matches()) {
            throw EngineException.invalid(
                    "Invalid container name (" + name + "), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
        }
        String owner = idByName.putIfAbsent(name, id);
        if (owner != null) {
            throw EngineException.conflict("Conflict. The container name \"/" + name
                    + "\" is already in use by container \"" + owner
                    + "\". You have to remove (or rename) that container to be able to reuse that name.");
        }
    }

    /** Reserves a name made up for the purpose. */
    String reserveNew(String id) {
        for (int attempt = 0; ; attempt++) {
            String name = LOOKS[RANDOM.nextInt(LOOKS.length)] + "_" + THINGS[RANDOM.nextInt(THINGS.length)]
                    + (attempt < 5 ? "" : RANDOM.nextInt(100_000));
            if (idByName.putIfAbsent(name, id) == null) {
                return name;
            }
        }
    }

    void release(String name) {
        idByName.remove(name);
    }

    Optional<String> idOf(String name) {
        return Optional.ofNullable(idByName.get(name));
    }
}
