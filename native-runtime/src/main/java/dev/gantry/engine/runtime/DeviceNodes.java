package dev.gantry.engine.runtime;

import dev.gantry.engine.linux.FileDescriptor;
import dev.gantry.engine.linux.FileTree;
import java.util.List;

/** The devices and links every container finds in /dev (OCI runtime-spec, config-linux.md "Default Devices"). */
final class DeviceNodes {
    private record Node(String name, int major, int minor) {}

    private record Link(String name, String target) {}

    private static final List<Node> NODES = List.of(
            new Node("null", 1, 3),
            new Node("zero", 1, 5),
            new Node("full", 1, 7),
            new Node("random", 1, 8),
            new Node("urandom", 1, 9),
            new Node("tty", 5, 0));

    private static final List<Link> LINKS = List.of(
            new Link("fd", "/proc/self/fd"),
            new Link("stdin", "/proc/self/fd/0"),
            new Link("stdout", "/proc/self/fd/1"),
            new Link("stderr", "/proc/self/fd/2"),
            new Link("core", "/proc/kcore"),
            new Link("ptmx", "pts/ptmx"));

    private DeviceNodes() {}

    /** Fills a new, empty /dev. */
    static void create(FileDescriptor dev) {
        for (Node node : NODES) {
            FileTree.makeNode(dev, node.name(), FileTree.S_IFCHR | 0666, node.major(), node.minor());
        }
        for (Link link : LINKS) {
            FileTree.makeSymbolicLink(dev, link.name(), link.target());
        }
    }

    /** The null device just made, by descriptor: nothing an image brought can stand in for it (CVE-2025-31133). */
    static FileDescriptor openNull(FileDescriptor dev) {
        return FileTree.openAt(dev, "null", FileTree.O_PATH | FileTree.O_NOFOLLOW, 0);
    }
}
