package dev.gantry.engine.crash;

import dev.gantry.engine.linux.proc.MountInfo;
import dev.gantry.engine.snapshot.LayerStore;
import dev.gantry.engine.storage.EngineLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What an engine that has removed all its containers and stopped must not leave on the machine. */
final class Leftovers {
    private Leftovers() {}

    /** One line for each thing that is left. @param ids of every container there ever was */
    static List<String> of(Path directory, Set<String> ids) throws IOException {
        List<String> left = new ArrayList<>();
        mounts(directory, left);
        controlGroups(parentGroup(directory), ids, left);
        processes(directory, ids, left);
        directories(new EngineLayout(EngineProcess.dataRoot(directory), EngineProcess.execRoot(directory)), left);
        return left;
    }

    /** Namespaces kept alive by a mount are found here too: they are mounts of type nsfs. */
    private static void mounts(Path directory, List<String> left) {
        for (MountInfo mount : MountInfo.ofSelf()) {
            if (mount.mountPoint().startsWith(directory + "/")) {
                left.add("mount " + mount.mountPoint() + " of type " + mount.fileSystem());
            }
        }
    }

    /** The engine names the parent of its groups after its data root, so that two engines do not share one. */
    private static String parentGroup(Path directory) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(EngineProcess.dataRoot(directory).toString().getBytes(StandardCharsets.UTF_8));
            return "gantry-" + HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void controlGroups(String parent, Set<String> ids, List<String> left) throws IOException {
        Files.walkFileTree(Path.of("/sys/fs/cgroup"), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path group, BasicFileAttributes attributes) {
                String name = group.getFileName().toString();
                if (name.equals(parent) || ids.stream().anyMatch(name::contains)) {
                    left.add("control group " + group);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path gone, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Processes inside, by their control group, and outside, by their command line; namespaces live as long as they. */
    private static void processes(Path directory, Set<String> ids, List<String> left) {
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            if (process.pid() == ProcessHandle.current().pid()) {
                continue;
            }
            String groups = read(Path.of("/proc/" + process.pid() + "/cgroup"));
            String command = read(Path.of("/proc/" + process.pid() + "/cmdline"));
            if (command.contains(directory + "/")
                    || ids.stream().anyMatch(id -> groups.contains(id) || command.contains(id))) {
                left.add("process " + process.pid() + " " + command.replace('\0', ' '));
            }
        }
    }

    private static void directories(EngineLayout layout, List<String> left) {
        List<Path> emptied = List.of(
                layout.containers(),
                layout.snapshots(),
                layout.layers(),
                layout.images(),
                layout.volumes(),
                layout.tmp(),
                layout.containerRuns(),
                layout.execRuns());
        for (Path parent : emptied) {
            if (Files.exists(parent)) {
                try (Stream<Path> entries = Files.list(parent)) {
                    // The layer of images without files belongs to the store itself.
                    entries.filter(entry -> !entry.equals(layout.layer(LayerStore.EMPTY)))
                            .forEach(entry -> left.add("file " + entry));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
