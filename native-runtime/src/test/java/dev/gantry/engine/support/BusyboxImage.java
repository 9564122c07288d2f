package dev.gantry.engine.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Assumptions;

/** A root file system of Debian's static busybox, as a tar archive in memory. */
public final class BusyboxImage {
    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final List<String> APPLETS = List.of(
            "sh",
            "ls",
            "cat",
            "echo",
            "grep",
            "sleep",
            "hostname",
            "id",
            "mount",
            "dd",
            "stat",
            "true",
            "false",
            "ps",
            "touch",
            "mkdir",
            "rm",
            "head",
            "tail",
            "yes",
            "seq",
            "env",
            "pwd",
            "kill",
            "stty",
            "tr",
            "wc",
            "ln",
            "mv",
            "chmod",
            "mknod",
            "nc",
            "wget",
            "ip",
            "tty",
            "date",
            "sync",
            "umount",
            "usleep");

    private BusyboxImage() {}

    /** The archive; the test is skipped with the reason where busybox is missing. */
    public static byte[] rootFs() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(BUSYBOX), "needs busybox-static at " + BUSYBOX);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (String directory : List.of("bin/", "etc/", "tmp/", "root/", "data/")) {
                TarArchiveEntry entry = new TarArchiveEntry(directory);
                entry.setMode(directory.equals("tmp/") ? 041777 : 040755);
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
            add(tar, "bin/busybox", Files.readAllBytes(BUSYBOX), 0100755);
            add(tar, "etc/passwd", text("root:x:0:0:root:/root:/bin/sh\nweb:x:1000:1000:web:/tmp:/bin/sh\n"), 0100644);
            add(tar, "etc/group", text("root:x:0:\nweb:x:1000:\nstaff:x:50:web\n"), 0100644);
            add(tar, "data/seed", text("from the image\n"), 0100644);
            for (String applet : APPLETS) {
                TarArchiveEntry link = new TarArchiveEntry("bin/" + applet, TarConstants.LF_SYMLINK);
                link.setLinkName("busybox");
                tar.putArchiveEntry(link);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content, int mode) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(mode);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
