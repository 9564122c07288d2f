package dev.gantry.platform;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.eclipse.microprofile.config.ConfigProvider;

/** The program {@code gantry server}. Finds a place for its data before anything opens a database there. */
@QuarkusMain
public class Server {
    private static final String DATA_ROOT = "gantry.data-root";
    private static final String EXEC_ROOT = "gantry.exec-root";
    private static final Path SYSTEM_DATA = Path.of("/var/lib/gantry");

    private Server() {}

    public static void main(String[] args) {
        Path dataRoot = Path.of(ConfigProvider.getConfig().getValue(DATA_ROOT, String.class));
        try {
            prepare(dataRoot);
        } catch (IOException e) {
            if (!dataRoot.equals(SYSTEM_DATA) || !useHome()) {
                fail("Cannot keep data in " + dataRoot + " (" + reason(e)
                        + "): make it writable or give --data-root DIR");
            }
        }
        Quarkus.run(args);
    }

    /** Only its owner may look inside: it holds password hashes and everybody's containers. */
    private static void prepare(Path dataRoot) throws IOException {
        Files.createDirectories(dataRoot);
        Path database = dataRoot.resolve("server");
        if (!Files.isDirectory(database)) {
            Files.createDirectory(
                    database, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        if (!Files.isWritable(database)) {
            throw new IOException("not writable");
        }
    }

    /** Who may not write where a system's service does keeps data at home instead. */
    private static boolean useHome() {
        Path home = Path.of(System.getProperty("user.home"), ".local", "share", "gantry");
        try {
            prepare(home);
        } catch (IOException e) {
            return false;
        }
        tell(SYSTEM_DATA + " is not writable: keeping data in " + home);
        System.setProperty(DATA_ROOT, home.toString());
        System.setProperty(EXEC_ROOT, home.resolve("run").toString());
        return true;
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage();
    }

    @SuppressWarnings("SystemOut")
    private static void tell(String line) {
        System.err.println("gantry: " + line);
    }

    private static void fail(String line) {
        tell(line);
        System.exit(1);
    }
}
