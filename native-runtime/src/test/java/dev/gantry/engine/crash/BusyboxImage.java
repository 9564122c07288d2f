package dev.gantry.engine.crash;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A root file system of one static program, as a tar archive for `docker import`. */
final class BusyboxImage {
    private static final List<String> APPLETS = List.of("sh", "sleep", "true", "usleep");

    private BusyboxImage() {}

    /** Where Debian's busybox-static puts it. */
    static Optional<Path> program() {
        return Stream.of("/bin/busybox", "/usr/bin/busybox")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static byte[] archive(Path busybox) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            byte[] program = Files.readAllBytes(busybox);
            TarArchiveEntry file = new TarArchiveEntry("bin/busybox");
            file.setMode(0755);
            file.setSize(program.length);
            tar.putArchiveEntry(file);
            tar.write(program);
            tar.closeArchiveEntry();
            for (String applet : APPLETS) {
                TarArchiveEntry link = new TarArchiveEntry("bin/" + applet, TarConstants.LF_SYMLINK);
                link.setLinkName("busybox");
                tar.putArchiveEntry(link);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
