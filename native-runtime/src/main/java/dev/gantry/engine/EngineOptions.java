package dev.gantry.engine;

import java.nio.file.Path;

/**
 * Where an engine keeps its state and listens.
 *
 * @param dataRoot survives a reboot: images, containers, volumes
 * @param execRoot need not survive a reboot: sockets and exit records
 * @param socket the Docker Engine API
 */
public record EngineOptions(Path dataRoot, Path execRoot, Path socket) {
    public static final Path DEFAULT_DATA_ROOT = Path.of("/var/lib/gantry");
    public static final Path DEFAULT_EXEC_ROOT = Path.of("/run/gantry");
    public static final Path DEFAULT_SOCKET = DEFAULT_EXEC_ROOT.resolve("engine.sock");
}
