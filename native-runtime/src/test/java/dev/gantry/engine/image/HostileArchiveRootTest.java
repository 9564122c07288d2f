package dev.gantry.engine.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.engine.archive.ArchiveLimits;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.error.EngineException.Category;
import dev.gantry.engine.support.TarBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives made to do harm: each is refused with a reason, or confined, and leaves nothing behind. */
@Tag("root")
class HostileArchiveRootTest {
    private static final ArchiveLimits SMALL = new ArchiveLimits(1000, 8 << 20, 100, 1 << 20, 32);

    @TempDir
    Path directory;

    private StoreFixture store;
    private Path outside;

    @BeforeEach
    void open() throws IOException {
        store = new StoreFixture(directory, SMALL);
        outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "untouched");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x", "..", "/etc/x", "a/b/../../../x", "./../x"})
    void refusesNamesThatLeadOut(String name) throws IOException {
        assertRefused(
                "refused the entry \"" + name + "\"",
                new TarBuilder().file(name, "x").build());
    }

    @Test
    void refusesHardLinksThatLeadUpwards() throws IOException {
        assertRefused(
                "it leads upwards",
                new TarBuilder().hardLink("x", "../../outside/secret").build());
    }

    @Test
    void cannotLinkToAFileOfTheHost() throws IOException {
        assertRefused(
                "broken hard link \"x\"",
                new TarBuilder()
                        .hardLink("x", outside.resolve("secret").toString())
                        .build());
    }

    @Test
    void cannotLinkToAFileOfTheHostThroughASymbolicLink() throws IOException {
        assertRefused(
                "broken hard link \"y\"",
                new TarBuilder()
                        .symbolicLink("x", outside.toString())
                        .hardLink("y", "x/secret")
                        .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ABSOLUTE", "../../../../../../../../..ABSOLUTE"})
    void writesThroughALinkOutwardsStayInside(String target) throws IOException {
        byte[] tar = new TarBuilder()
                .symbolicLink("x", target.replace("ABSOLUTE", outside.toString()))
                .file("x/secret", "overwritten")
                .build();
        assertRefused("is below \"x\", which is not a directory", tar);
    }

    @Test
    void aFileIsNotWrittenThroughALinkOfItsName() throws IOException {
        Image image = store.importTar(
                new TarBuilder()
                        .symbolicLink("x", outside.resolve("secret").toString())
                        .file("x", "mine")
                        .build(),
                "x");
        assertTrue(Files.isRegularFile(store.file(image, "x")));
        assertEquals("untouched", Files.readString(outside.resolve("secret")));
    }

    @Test
    void linksToTheRootAreTheRootOfTheLayer() throws IOException {
        Image image = store.importTar(
                new TarBuilder()
                        .directory("a")
                        .symbolicLink("a/up", "../../../../..")
                        .file("a/up/new", "inside")
                        .build(),
                "x");
        assertEquals("inside", Files.readString(store.file(image, "new")));
    }

    @ParameterizedTest
    @ValueSource(strings = {".wh.", ".wh..", ".wh...", "a/.wh..."})
    void refusesWhiteoutsOfNothing(String name) throws IOException {
        assertRefused("hides nothing", new TarBuilder().file(name, "").build());
    }

    @Test
    void aWhiteoutBelowALinkStaysInside() throws IOException {
        assertRefused(
                "which is not a directory",
                new TarBuilder()
                        .symbolicLink("x", outside.toString())
                        .file("x/.wh.secret", "")
                        .build());
    }

    @Test
    void refusesTheRootAsAFile() throws IOException {
        assertRefused(
                "the root of the archive is not a directory",
                new TarBuilder().symbolicLink("./", "/etc").build());
    }

    @Test
    void refusesLinksToDirectories() throws IOException {
        assertRefused(
                "to a directory",
                new TarBuilder().directory("d").hardLink("e", "d").build());
    }

    @Test
    void refusesZeroBytesInNames() throws IOException {
        assertRefused(
                "it has a zero byte",
                new TarBuilder()
                        .pax("path", new byte[] {'a', 0, 'b'})
                        .file("x", "")
                        .build());
    }

    @Test
    void refusesImpossibleOwners() throws IOException {
        assertRefused(
                "impossible user or group id",
                new TarBuilder().pax("uid", "4294967295").file("x", "").build());
        assertRefused(
                "impossible user or group id",
                new TarBuilder().pax("gid", "-1").file("x", "").build());
    }

    @Test
    void refusesTooManyEntries() throws IOException {
        TarBuilder tar = new TarBuilder();
        for (int i = 0; i <= SMALL.maxEntries(); i++) {
            tar.directory("d" + i);
        }
        assertRefused("more than 1000 entries", tar.build());
    }

    @Test
    void refusesTooDeepPaths() throws IOException {
        assertRefused(
                "more than 32 deep",
                new TarBuilder().pax("path", "d/".repeat(33)).directory("x").build());
        assertRefused(
                "longer than 4095 bytes",
                new TarBuilder().pax("path", "d".repeat(5000)).file("x", "").build());
        assertRefused(
                "file name too long",
                new TarBuilder().pax("path", "d".repeat(300)).file("x", "").build());
    }

    @Test
    void refusesBombs() throws IOException {
        assertRefused("grows more than 100-fold", TestArchives.gzip(new byte[4 << 20]));
        byte[] zeros = new TarBuilder().file("zeros", new byte[6 << 20]).build();
        assertRefused("grows more than 100-fold", TestArchives.gzip(zeros));
        assertRefused(
                "more than 8388608 bytes",
                new TarBuilder()
                        .file("a", new byte[5 << 20])
                        .file("b", new byte[5 << 20])
                        .build());
        assertRefused(
                "larger than 8388608 bytes",
                new TarBuilder()
                        .pax("GNU.sparse.major", "1")
                        .pax("GNU.sparse.realsize", "1099511627776")
                        .file("x", Arrays.copyOf("0\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 512))
                        .build());
    }

    @Test
    void tenGigabytesOfZerosStopEarlyInBoundedMemory() throws Exception {
        byte[] header = Arrays.copyOf(
                new TarBuilder()
                        .entry('0', new byte[] {'x'}, "", new byte[0], 077777777777L)
                        .unfinished(),
                512);
        var piped = new java.io.PipedInputStream(1 << 16);
        var out = new java.io.PipedOutputStream(piped);
        Thread writer = Thread.ofVirtual().start(() -> {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(header);
                byte[] zeros = new byte[1 << 20];
                for (int i = 0; i < 10_240; i++) {
                    gzip.write(zeros);
                }
            } catch (IOException expectedWhenTheReaderLeaves) {
                // The reader has refused the archive.
            }
        });
        try (piped) {
            assertRefused("", piped);
        }
        writer.join();
    }

    @Test
    void refusesTruncatedArchives() throws IOException {
        byte[] whole =
                new TarBuilder().file("a", "x".repeat(2000)).file("b", "y").build();
        for (int length : List.of(100, 512, 1000, 2560, 2561, 3000, 3584)) {
            assertRefused("unexpected EOF", Arrays.copyOf(whole, length));
        }
        byte[] gzip = TestArchives.gzip(whole);
        assertRefused("", Arrays.copyOf(gzip, gzip.length - 5));
        assertRefused("unexpected EOF", new byte[0]);
    }

    @Test
    void refusesDamagedCompression() throws IOException {
        byte[] gzip =
                TestArchives.gzip(new TarBuilder().file("a", "x".repeat(2000)).build());
        gzip[gzip.length - 6] ^= 1; // its checksum
        assertRefused("", gzip);
    }

    @Test
    void refusesWhatIsNoArchive() throws IOException {
        assertRefused(
                "this is not a tar archive",
                "#!/bin/sh\n".repeat(100).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertRefused("compressed by xz", new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 0});
        assertRefused("compressed by bzip2", new byte[] {'B', 'Z', 'h', '9', 0, 0});
    }

    @Test
    void refusesHugeMetadata() throws IOException {
        assertRefused(
                "an extension header of 2097152 bytes",
                new TarBuilder().entry('L', "x", "", new byte[2 << 20]).build());
        assertRefused(
                "an extension header of",
                new TarBuilder()
                        .entry('x', new byte[] {'x'}, "", new byte[0], 077777777777L)
                        .build());
    }

    private void assertRefused(String message, byte[] archive) throws IOException {
        assertRefused(message, new ByteArrayInputStream(archive));
    }

    private void assertRefused(String message, InputStream archive) throws IOException {
        EngineException e =
                assertThrows(EngineException.class, () -> store.images.importRootFs(archive, "x", "", List.of(), null));
        assertEquals(Category.INVALID_PARAMETER, e.category(), e.getMessage());
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertEquals(List.of(), store.halfMade());
        assertEquals(List.of(), store.layerDirectories());
        assertEquals(List.of(), store.images.all());
        assertEquals("untouched", Files.readString(outside.resolve("secret")));
        assertFalse(Files.exists(directory.resolve("x")));
    }
}
