package dev.gantry.engine.storage;

import dev.gantry.engine.error.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The one owner of every path the engine keeps on disk; nobody else concatenates them. The data root survives a
 * reboot, the exec root (a tmpfs as a rule) does not.
 *
 * <p>Ids and names are checked here once more, so that a slip elsewhere cannot become a path that leaves the roots.
 */
public final class EngineLayout {
    private final Path dataRoot;
    private final Path execRoot;

    /** Neither directory needs to exist, see {@link #createAll()}. */
    public EngineLayout(Path dataRoot, Path execRoot) {
        this.dataRoot = dataRoot.toAbsolutePath().normalize();
        this.execRoot = execRoot.toAbsolutePath().normalize();
    }

    public Path dataRoot() {
        return dataRoot;
    }

    public Path execRoot() {
        return execRoot;
    }

    /** Held open and locked by the engine that owns the data root. */
    public Path lockFile() {
        return dataRoot.resolve("engine.lock");
    }

    /** What this data root is known by, made once. */
    public Path identity() {
        return dataRoot.resolve("engine-id");
    }

    public Path containers() {
        return dataRoot.resolve("containers");
    }

    /** The durable directory of one container. */
    public Path container(String id) {
        return child(containers(), id);
    }

    public Path containerRecord(String id) {
        return container(id).resolve("container.json");
    }

    /** The json-file log; rotated ones have {@code .1}, {@code .2} … appended. */
    public Path containerLog(String id) {
        return container(id).resolve(id + "-json.log");
    }

    public Path containerHostname(String id) {
        return container(id).resolve("hostname");
    }

    public Path containerHosts(String id) {
        return container(id).resolve("hosts");
    }

    public Path containerResolvConf(String id) {
        return container(id).resolve("resolv.conf");
    }

    public Path snapshots() {
        return dataRoot.resolve("snapshots");
    }

    public Path snapshot(String containerId) {
        return child(snapshots(), containerId);
    }

    public Path snapshotUpper(String containerId) {
        return snapshot(containerId).resolve("upper");
    }

    public Path snapshotWork(String containerId) {
        return snapshot(containerId).resolve("work");
    }

    /** The empty directory a container's root file system is mounted on, in that container's mount namespace only. */
    public Path snapshotRootFs(String containerId) {
        return snapshot(containerId).resolve("rootfs");
    }

    /** The names of the layers below the writable one, relative to {@link #layers()}, top first, one a line. */
    public Path snapshotLowers(String containerId) {
        return snapshot(containerId).resolve("lower");
    }

    public Path layers() {
        return dataRoot.resolve("layers");
    }

    /** One layer: its {@link #layerFiles files}, its {@link #layerRecord record} and the changeset it came from. */
    public Path layer(String name) {
        return child(layers(), name);
    }

    /** The directory that overlayfs mounts, as a name relative to {@link #layers()}. */
    public String layerFiles(String name) {
        return name + "/fs";
    }

    public Path layerRecord(String name) {
        return layer(name).resolve("layer.json");
    }

    public Path images() {
        return dataRoot.resolve("images");
    }

    /** The verbatim config of one image, named by its digest. */
    public Path imageConfig(String hexDigest) {
        return child(images(), hexDigest + ".json");
    }

    /** Which images there are, and which name leads to which. */
    public Path imageIndex() {
        return dataRoot.resolve("image-index.json");
    }

    public Path blobs() {
        return dataRoot.resolve("blobs");
    }

    public Path volumes() {
        return dataRoot.resolve("volumes");
    }

    public Path volume(String name) {
        return child(volumes(), name);
    }

    public Path volumeData(String name) {
        return volume(name).resolve("_data");
    }

    /** What is kept of a volume beside its data. */
    public Path volumeDocument(String name) {
        return volume(name).resolve("volume.json");
    }

    /** What an exec is, for an engine that finds it running. */
    public Path execDocument(String execId) {
        return execRun(execId).resolve("exec.json");
    }

    /** Half-made things; on the same file system as everything durable, emptied at start. */
    public Path tmp() {
        return dataRoot.resolve("tmp");
    }

    public Path containerRuns() {
        return execRoot.resolve("containers");
    }

    /** What exists only while the container runs, or until its exit has been recorded. */
    public Path containerRun(String id) {
        return child(containerRuns(), id);
    }

    public Path launcherSocket(String id) {
        return containerRun(id).resolve("io.sock");
    }

    public Path exitFile(String id) {
        return containerRun(id).resolve("exit");
    }

    public Path pidFile(String id) {
        return containerRun(id).resolve("pid");
    }

    public Path execRuns() {
        return execRoot.resolve("execs");
    }

    public Path execRun(String execId) {
        return child(execRuns(), execId);
    }

    /**
     * Makes every directory that is missing, for root alone (0700). Others may pass through the exec root itself, for
     * the API's socket lies there and has permissions of its own.
     */
    public void createAll() {
        List<Path> all = List.of(
                dataRoot,
                execRoot,
                containers(),
                snapshots(),
                layers(),
                images(),
                blobs(),
                volumes(),
                tmp(),
                containerRuns(),
                execRuns());
        for (Path directory : all) {
            try {
                Files.createDirectories(directory);
                String mode = directory.equals(execRoot) ? "rwx--x--x" : "rwx------";
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
            } catch (IOException e) {
                throw EngineException.system("create the engine's directory " + directory + ": " + e, e);
            }
        }
    }

    private static Path child(Path parent, String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0 || name.indexOf(0) >= 0) {
            throw EngineException.invalid("invalid name \"" + name + "\": it would leave " + parent);
        }
        return parent.resolve(name);
    }
}
