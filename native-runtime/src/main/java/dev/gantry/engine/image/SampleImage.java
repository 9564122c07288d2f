package dev.gantry.engine.image;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * The image a newcomer starts the first container from, with no registry: one static program (native-runtime/sample)
 * that serves a page about its own limits, greets, or is a small shell, by the name it is called.
 */
public final class SampleImage {
    /** What it is called. */
    public static final String NAME = "gantry/hello:latest";

    private static final String PROGRAM = "gantry-hello";
    private static final List<String> CHANGES = List.of(
            "CMD [\"serve\"]",
            "ENV PATH=/bin HOME=/root",
            "EXPOSE 8080",
            "LABEL org.opencontainers.image.title=gantry/hello"
                    + " org.opencontainers.image.description=\"Shows its own limits on port 8080\"");

    private SampleImage() {}

    /** Puts the image into a store. */
    public static Image importInto(ImageStore images) {
        try {
            InputStream rootFs = new ByteArrayInputStream(rootFs());
            return images.importRootFs(rootFs, NAME, "Made together with Gantry", CHANGES, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] rootFs() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (String directory : List.of("./", "bin/", "dev/", "etc/", "proc/", "sys/")) {
                add(tar, new TarArchiveEntry(directory), 0755, new byte[0]);
            }
            add(tar, new TarArchiveEntry("root/"), 0700, new byte[0]);
            add(tar, new TarArchiveEntry("tmp/"), 01777, new byte[0]);
            add(tar, new TarArchiveEntry("etc/passwd"), 0644, text("""
                    root:x:0:0:root:/root:/bin/sh
                    nobody:x:65534:65534:nobody:/:/bin/sh
                    """));
            add(tar, new TarArchiveEntry("etc/group"), 0644, text("""
                    root:x:0:
                    nogroup:x:65534:
                    """));
            add(tar, new TarArchiveEntry("bin/hello"), 0755, program());
            for (String name : List.of("bin/serve", "bin/sh")) {
                TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_LINK);
                link.setLinkName("bin/hello");
                add(tar, link, 0755, new byte[0]);
            }
        }
        return bytes.toByteArray();
    }

    private static void add(TarArchiveOutputStream tar, TarArchiveEntry entry, int mode, byte[] content)
            throws IOException {
        entry.setMode(mode);
        entry.setModTime(0);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static byte[] program() throws IOException {
        try (InputStream in = SampleImage.class.getResourceAsStream(PROGRAM)) {
            if (in == null) {
                throw new IOException("the sample image's program " + PROGRAM + " was not built into the engine");
            }
            return in.readAllBytes();
        }
    }

    private static byte[] text(String lines) {
        return lines.getBytes(StandardCharsets.UTF_8);
    }
}
