package dev.gantry.engine.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.engine.linux.ExtendedAttributes;
import dev.gantry.engine.linux.FileAttributes;
import dev.gantry.engine.linux.FileDescriptor;
import dev.gantry.engine.linux.FileTree;
import dev.gantry.engine.linux.LinuxException;
import dev.gantry.engine.support.TarBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an archive says about files is what the files get. */
@Tag("root")
class LayerUnpackerRootTest {
    /** A capability set as setcap(8) writes it: version 2, effective, cap_net_bind_service. Not UTF-8. */
    private static final byte[] CAPABILITY = {1, 0, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, (byte) 0, 0, 0, 0, 0, 0, 0, 0};

    @TempDir
    Path directory;

    private StoreFixture store;

    @BeforeEach
    void open() {
        store = new StoreFixture(directory);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void keepsOwnersModesAndTimes() throws IOException {
        Image image = store.importTar(
                new TarBuilder()
                        .mode(0711)
                        .owner(7, 8)
                        .directory("./")
                        .mode(01777)
                        .directory("tmp/")
                        .owner(1000, 70000)
                        .mode(06755)
                        .file("tmp/setuid", "x")
                        .owner(33, 34)
                        .symbolicLink("link", "/etc/shadow")
                        .build(),
                "x");
        assertStatus(FileTree.S_IFDIR | 0711, 7, 8, status(image, "."));
        assertStatus(FileTree.S_IFDIR | 01777, 0, 0, status(image, "tmp"));
        assertStatus(FileTree.S_IFREG | 06755, 1000, 70000, status(image, "tmp/setuid"));
        assertStatus(FileTree.S_IFLNK | 0777, 33, 34, status(image, "link"));
        assertEquals(
                "/etc/shadow", Files.readSymbolicLink(store.file(image, "link")).toString());
        for (String name : List.of(".", "tmp", "tmp/setuid", "link")) {
            assertEquals(
                    1_000_000_000_000L,
                    Files.getLastModifiedTime(store.file(image, name), LinkOption.NOFOLLOW_LINKS)
                            .toMillis(),
                    name);
        }
    }

    @Test
    void makesDevicesAndPipes() {
        Image image = store.importTar(
                new TarBuilder()
                        .mode(0666)
                        .device('3', "null", 1, 3)
                        .mode(0660)
                        .device('4', "disk", 259, 300)
                        .mode(0600)
                        .device('6', "pipe", 0, 0)
                        .build(),
                "x");
        FileAttributes.Status disk = status(image, "disk");
        assertEquals(FileTree.S_IFCHR | 0666, status(image, "null").mode());
        assertEquals(1, status(image, "null").major());
        assertEquals(3, status(image, "null").minor());
        assertEquals(FileTree.S_IFBLK | 0660, disk.mode());
        assertEquals(259, disk.major());
        assertEquals(300, disk.minor());
        assertEquals(FileTree.S_IFIFO | 0600, status(image, "pipe").mode());
    }

    @Test
    void whiteoutsBecomeWhatOverlayfsUnderstands() {
        Image image = store.importTar(
                new TarBuilder()
                        .file("etc/.wh.passwd", "")
                        .file("opt/.wh..wh..opq", "")
                        .file("var/.wh.lib", "")
                        .file("var/lib/new", "x")
                        .file(".wh..wh.plnk/1.2", "aufs")
                        .build(),
                "x");
        assertTrue(status(image, "etc/passwd").isWhiteout());
        assertEquals("y", xattr(image, "opt", "trusted.overlay.opaque"));
        assertTrue(status(image, "var/lib").isDirectory());
        assertEquals(
                "y", xattr(image, "var/lib", "trusted.overlay.opaque"), "deleted and made again hides the old one");
        assertFalse(Files.exists(store.file(image, ".wh..wh.plnk")));
    }

    @Test
    void keepsPortableAttributesByteForByteAndDropsOthers() {
        Image image = store.importTar(
                new TarBuilder()
                        .pax("SCHILY.xattr.security.capability", CAPABILITY)
                        .pax("SCHILY.xattr.user.note", new byte[] {(byte) 0xff, 0, 10})
                        .pax("SCHILY.xattr.trusted.overlay.redirect", "/etc")
                        .pax("SCHILY.xattr.user.overlay.opaque", "y")
                        .owner(5, 5)
                        .mode(0755)
                        .file("ping", "x")
                        .pax("SCHILY.xattr.trusted.overlay.opaque", "y")
                        .directory("dir")
                        .build(),
                "x");
        assertArrayEquals(CAPABILITY, xattrBytes(image, "ping", "security.capability"));
        List<String> kept = new ArrayList<>(List.of("security.capability"));
        // tmpfs has had them since Linux 6.6; the import succeeds without.
        if (keepsUserAttributes()) {
            kept.add("user.note");
            assertArrayEquals(new byte[] {(byte) 0xff, 0, 10}, xattrBytes(image, "ping", "user.note"));
        }
        try (FileDescriptor files = open(image)) {
            assertEquals(
                    kept,
                    ExtendedAttributes.list(files, "ping").stream().sorted().toList());
            assertEquals(List.of(), ExtendedAttributes.list(files, "dir"));
        }
    }

    @Test
    void hardLinksShareTheFile() {
        Image image = store.importTar(
                new TarBuilder()
                        .file("bin/a", "x")
                        .hardLink("bin/b", "bin/a")
                        .hardLink("c", "/bin/a")
                        .build(),
                "x");
        assertEquals(3, status(image, "bin/a").links());
        assertEquals(status(image, "bin/a").inode(), status(image, "c").inode());
        assertEquals(1, image.size());
    }

    @Test
    void entriesBelowASymbolicLinkGoWhereItLeadsInsideTheLayer() throws IOException {
        Image image = store.importTar(
                new TarBuilder()
                        .directory("usr/lib")
                        .symbolicLink("lib", "/usr/lib")
                        .file("lib/x", "inside")
                        .build(),
                "x");
        assertEquals("inside", Files.readString(store.file(image, "usr/lib/x")));
    }

    @Test
    void aLaterEntryReplacesAnEarlierOne() throws IOException {
        Image image = store.importTar(
                new TarBuilder()
                        .file("a/b/c", "old")
                        .file("a", "a file now")
                        .symbolicLink("l", "gone")
                        .directory("l")
                        .file("l/x", "x")
                        .file("twice", "first")
                        .file("twice", "second")
                        .build(),
                "x");
        assertEquals("a file now", Files.readString(store.file(image, "a")));
        assertEquals("x", Files.readString(store.file(image, "l/x")));
        assertEquals("second", Files.readString(store.file(image, "twice")));
    }

    @Test
    void holesStayHoles() throws IOException {
        Image image = store.importTar(
                new TarBuilder()
                        .pax("GNU.sparse.major", "1")
                        .pax("GNU.sparse.minor", "0")
                        .pax("GNU.sparse.name", "sparse")
                        .pax("GNU.sparse.realsize", "1073741824")
                        .file("GNUSparseFile.0/sparse", sparse10("2\n0\n1\n1073737728\n2\n", "abc"))
                        .build(),
                "x");
        Path file = store.file(image, "sparse");
        assertEquals(1L << 30, Files.size(file));
        byte[] start = new byte[2];
        byte[] middle = new byte[3];
        try (var in = new java.io.RandomAccessFile(file.toFile(), "r")) {
            in.readFully(start);
            in.seek(1073737728);
            in.readFully(middle);
        }
        assertArrayEquals(new byte[] {'a', 0}, start);
        assertArrayEquals(new byte[] {'b', 'c', 0}, middle);
    }

    @Test
    void impliedDirectoriesLookLikeThoseBelow() throws Exception {
        Image base = store.importTar(
                new TarBuilder()
                        .mode(0700)
                        .directory("./")
                        .owner(42, 43)
                        .mode(01777)
                        .directory("var/spool")
                        .build(),
                "base");
        byte[] upper = new TarBuilder().file("var/spool/job", "x").build();
        Image image = TestArchives.load(store, TestArchives.onTopOf(store, base, upper));
        assertStatus(FileTree.S_IFDIR | 01777, 42, 43, status(image, "var/spool"));
        assertStatus(FileTree.S_IFDIR | 0700, 0, 0, status(image, "."));
        assertEquals(2, image.chain().layers().size());
    }

    @Test
    void namesKeepTheirBytesWhateverTheLocaleIs() {
        byte[] latin1 = {'n', (byte) 0xe4, 'h'};
        Image image = store.importTar(
                new TarBuilder()
                        .file("größe", "x")
                        .entry('0', latin1, "", new byte[0], 0)
                        .build(),
                "x");
        assertTrue(status(image, "größe").isRegular());
        assertTrue(status(image, "n\uDCE4h").isRegular());
    }

    private boolean keepsUserAttributes() {
        try (FileDescriptor here = FileTree.open(directory.toString(), FileTree.O_RDONLY, 0)) {
            ExtendedAttributes.set(here, null, "user.probe", new byte[1]);
            return true;
        } catch (LinuxException e) {
            return false;
        }
    }

    private static byte[] sparse10(String map, String data) {
        byte[] bytes = new byte[512 + data.length()];
        System.arraycopy(map.getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, map.length());
        System.arraycopy(data.getBytes(StandardCharsets.US_ASCII), 0, bytes, 512, data.length());
        return bytes;
    }

    private FileDescriptor open(Image image) {
        return FileTree.open(store.file(image, ".").toString(), FileTree.O_RDONLY | FileTree.O_DIRECTORY, 0);
    }

    private FileAttributes.Status status(Image image, String path) {
        try (FileDescriptor files = open(image)) {
            return FileAttributes.status(files, path);
        }
    }

    private byte[] xattrBytes(Image image, String path, String name) {
        try (FileDescriptor files = open(image)) {
            return ExtendedAttributes.get(files, path, name).orElseThrow();
        }
    }

    private String xattr(Image image, String path, String name) {
        return new String(xattrBytes(image, path, name), StandardCharsets.UTF_8);
    }

    private static void assertStatus(int mode, int uid, int gid, FileAttributes.Status status) {
        assertEquals(
                "%o %d:%d".formatted(mode, uid, gid), "%o %d:%d".formatted(status.mode(), status.uid(), status.gid()));
    }
}
