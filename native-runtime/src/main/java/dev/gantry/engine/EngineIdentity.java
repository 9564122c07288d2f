package dev.gantry.engine;

import dev.gantry.engine.storage.AtomicFile;
import dev.gantry.engine.storage.EngineLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/** What clients tell one engine from another by; it stays the same as long as the data root lives. */
final class EngineIdentity {
    private EngineIdentity() {}

    static String of(EngineLayout layout) {
        Path file = layout.identity();
        return AtomicFile.read(file)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
                .orElseGet(() -> {
                    String id = UUID.randomUUID().toString();
                    AtomicFile.writeDurably(file, id.getBytes(StandardCharsets.UTF_8));
                    return id;
                });
    }
}
