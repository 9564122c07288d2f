package dev.gantry.engine.runtime;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.linux.FileDescriptor;
import dev.gantry.engine.linux.MemoryFile;
import java.io.IOException;
import java.io.InputStream;

/**
 * The launcher's executable, held in sealed memory: no process can change what the next container is started by, not
 * even one that reaches it through /proc/PID/exe (CVE-2019-5736).
 */
final class LauncherProgram {
    private static final String RESOURCE = "gantry-launcher";
    private static final FileDescriptor FILE = load();

    private LauncherProgram() {}

    /** A path to execute. Names this process, for the one about to execute it has closed the descriptor by then. */
    static String path() {
        return "/proc/" + ProcessHandle.current().pid() + "/fd/" + FILE.number();
    }

    private static FileDescriptor load() {
        try (InputStream in = LauncherProgram.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw EngineException.system("the launcher is missing from the engine's jar; build it again", null);
            }
            return MemoryFile.sealed(RESOURCE, in.readAllBytes());
        } catch (IOException e) {
            throw EngineException.system("read the launcher from the engine's jar", e);
        }
    }
}
