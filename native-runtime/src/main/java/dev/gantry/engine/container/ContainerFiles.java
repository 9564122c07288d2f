package dev.gantry.engine.container;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.storage.EngineLayout;
import dev.gantry.engine.storage.Trash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** The directories of one container, and the three files of /etc that the engine writes for it. */
final class ContainerFiles {
    private static final Path HOST_RESOLV_CONF = Path.of("/etc/resolv.conf");

    private final EngineLayout layout;
    private final Trash trash;

    ContainerFiles(EngineLayout layout, Trash trash) {
        this.layout = layout;
        this.trash = trash;
    }

    void create(String id, ContainerSpec spec) {
        try {
            Files.createDirectory(layout.container(id));
            write(layout.containerHostname(id), spec.hostname() + "\n");
            write(layout.containerHosts(id), hosts(spec));
            write(layout.containerResolvConf(id), resolvConf(spec));
        } catch (IOException e) {
            throw EngineException.system("make the files of container " + id + ": " + e, e);
        }
    }

    void delete(String id) {
        trash.discard(layout.container(id));
    }

    /** A new, empty run directory; whatever an earlier run left is gone. */
    Path createRun(String id) {
        Path directory = layout.containerRun(id);
        if (Files.exists(directory)) {
            deleteRun(directory);
        }
        try {
            return Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw EngineException.system("make the run directory " + directory + ": " + e, e);
        }
    }

    /** Deletes a run directory of a container or exec; it is flat and only the engine and launchers write there. */
    static void deleteRun(Path directory) {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (java.nio.file.NoSuchFileException e) {
            // Nothing to delete.
        } catch (IOException e) {
            throw EngineException.system("delete the run directory " + directory + ": " + e, e);
        }
    }

    /** They are mounted into the container, whose users must be able to read them whatever the engine's umask is. */
    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private static String hosts(ContainerSpec spec) {
        StringBuilder text = new StringBuilder("127.0.0.1\tlocalhost\n"
                + "::1\tlocalhost ip6-localhost ip6-loopback\n"
                + "fe00::\tip6-localnet\n"
                + "ff00::\tip6-mcastprefix\n"
                + "ff02::1\tip6-allnodes\n"
                + "ff02::2\tip6-allrouters\n");
        if (!SandboxPlanner.isHostNetwork(spec.host())) {
            String qualified = spec.domainname().isEmpty() ? "" : spec.hostname() + "." + spec.domainname() + " ";
            text.append("127.0.0.1\t").append(qualified).append(spec.hostname()).append('\n');
        }
        for (String extra : spec.host().extraHosts()) {
            int separator = extra.indexOf(extra.indexOf('=') > 0 ? '=' : ':');
            text.append(extra.substring(separator + 1))
                    .append('\t')
                    .append(extra, 0, separator)
                    .append('\n');
        }
        return text.toString();
    }

    private static String resolvConf(ContainerSpec spec) throws IOException {
        HostSpec host = spec.host();
        List<String> lines = new ArrayList<>();
        List<String> fromHost = Files.exists(HOST_RESOLV_CONF) ? Files.readAllLines(HOST_RESOLV_CONF) : List.of();
        keepOrReplace(lines, fromHost, "nameserver", host.dns());
        keepOrReplace(
                lines,
                fromHost,
                "search",
                host.dnsSearch().isEmpty() ? List.of() : List.of(String.join(" ", host.dnsSearch())));
        keepOrReplace(
                lines,
                fromHost,
                "options",
                host.dnsOptions().isEmpty() ? List.of() : List.of(String.join(" ", host.dnsOptions())));
        return String.join("\n", lines) + "\n";
    }

    private static void keepOrReplace(List<String> lines, List<String> fromHost, String keyword, List<String> wanted) {
        if (wanted.isEmpty()) {
            fromHost.stream().filter(line -> line.startsWith(keyword + " ")).forEach(lines::add);
        } else {
            wanted.forEach(value -> lines.add(keyword + " " + value));
        }
    }
}
