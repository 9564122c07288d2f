package dev.gantry.engine.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.engine.archive.TarEntry.Extent;
import dev.gantry.engine.archive.TarEntry.Type;
import dev.gantry.engine.support.TarBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every common variant of tar is read; nothing else is believed. */
class TarReaderTest {
    private static final String LONG = "a-long-directory-name/".repeat(20) + "file";

    @ParameterizedTest
    @ValueSource(ints = {TarArchiveOutputStream.LONGFILE_GNU, TarArchiveOutputStream.LONGFILE_POSIX})
    void longNamesOfGnuAndPosix(int mode) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(mode);
            TarArchiveEntry link = new TarArchiveEntry(LONG + "2", (byte) '2');
            link.setLinkName(LONG);
            TarArchiveEntry file = new TarArchiveEntry(LONG);
            file.setSize(3);
            tar.putArchiveEntry(file);
            tar.write("abc".getBytes(StandardCharsets.UTF_8));
            tar.closeArchiveEntry();
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }
        List<TarEntry> entries = read(bytes.toByteArray());
        assertEquals(LONG, entries.get(0).name());
        assertEquals(3, entries.get(0).size());
        assertEquals(LONG + "2", entries.get(1).name());
        assertEquals(LONG, entries.get(1).linkName());
    }

    @Test
    void largeNumbersInBinary() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
            TarArchiveEntry entry = new TarArchiveEntry("x");
            entry.setUserId(4_000_000_000L);
            entry.setModTime(-86_400_000L);
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        }
        TarEntry entry = read(bytes.toByteArray()).getFirst();
        assertEquals(4_000_000_000L, entry.uid());
        assertEquals(Instant.parse("1969-12-31T00:00:00Z"), entry.modified());
    }

    @Test
    void paxOverridesTheHeader() throws IOException {
        TarEntry entry = read(new TarBuilder()
                        .pax("path", "ÿ")
                        .pax("uid", "70000")
                        .pax("gid", "80000")
                        .pax("mtime", "1234567890.123456789")
                        .pax("SCHILY.xattr.user.x", new byte[] {0, '\n', (byte) 0xff})
                        .file("x", "")
                        .build())
                .getFirst();
        assertEquals("ÿ", entry.name());
        assertEquals(70000, entry.uid());
        assertEquals(80000, entry.gid());
        assertEquals(Instant.ofEpochSecond(1234567890, 123456789), entry.modified());
        assertEquals(3, entry.xattrs().get("user.x").length);
    }

    @Test
    void timesBeforeTheEpoch() throws IOException {
        TarEntry entry = read(new TarBuilder()
                        .pax("mtime", "-1.5")
                        .file("x", "")
                        .build())
                .getFirst();
        assertEquals(Instant.ofEpochMilli(-1500), entry.modified());
    }

    @Test
    void sparseFilesInEveryFormat() throws IOException {
        List<Extent> expected = List.of(new Extent(0, 1), new Extent(4096, 2));
        TarBuilder old = new TarBuilder();
        byte[] header = Arrays.copyOf(new TarBuilder().file("x", "abc").unfinished(), 512);
        header[156] = 'S';
        put(header, 257, "ustar  \0");
        put(header, 386, "00000000000\0" + "00000000001\0" + "00000010000\0" + "00000000002\0");
        put(header, 483, "00000020000\0");
        old.raw(TarBuilder.checksummed(header)).raw(Arrays.copyOf("abc".getBytes(StandardCharsets.UTF_8), 512));
        byte[] v00 = new TarBuilder()
                .pax("GNU.sparse.size", "8192")
                .pax("GNU.sparse.numblocks", "2")
                .pax("GNU.sparse.offset", "0")
                .pax("GNU.sparse.numbytes", "1")
                .pax("GNU.sparse.offset", "4096")
                .pax("GNU.sparse.numbytes", "2")
                .file("x", "abc")
                .build();
        byte[] v01 = new TarBuilder()
                .pax("GNU.sparse.size", "8192")
                .pax("GNU.sparse.map", "0,1,4096,2")
                .file("x", "abc")
                .build();
        byte[] map = Arrays.copyOf("2\n0\n1\n4096\n2\n".getBytes(StandardCharsets.UTF_8), 515);
        put(map, 512, "abc");
        byte[] v10 = new TarBuilder()
                .pax("GNU.sparse.major", "1")
                .pax("GNU.sparse.name", "x")
                .pax("GNU.sparse.realsize", "8192")
                .file("GNUSparseFile.1/x", map)
                .build();
        for (byte[] archive : List.of(old.build(), v00, v01, v10)) {
            TarEntry entry = read(archive).getFirst();
            assertEquals("x", entry.name());
            assertEquals(8192, entry.size());
            assertEquals(expected, entry.extents());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0,1,0,2", "5,1,0,2", "0,1,8191,2", "0,-1,1,4", "0,1", "0,1,2", "x,1", "0,9223372036854775807"})
    void refusesImpossibleSparseMaps(String map) {
        byte[] archive = new TarBuilder()
                .pax("GNU.sparse.size", "8192")
                .pax("GNU.sparse.map", map)
                .file("x", "abc")
                .build();
        assertThrows(MalformedArchiveException.class, () -> read(archive));
    }

    @Test
    void theTypesOfEntries() throws IOException {
        List<Type> types = read(new TarBuilder()
                        .directory("d")
                        .file("old-directory/", "")
                        .entry((char) 0, "v7", "", new byte[0])
                        .hardLink("h", "f")
                        .symbolicLink("s", "f")
                        .device('3', "c", 1, 3)
                        .device('4', "b", 8, 0)
                        .device('6', "p", 0, 0)
                        .build())
                .stream()
                .map(TarEntry::type)
                .toList();
        assertEquals(
                List.of(
                        Type.DIRECTORY,
                        Type.DIRECTORY,
                        Type.FILE,
                        Type.HARD_LINK,
                        Type.SYMBOLIC_LINK,
                        Type.CHARACTER_DEVICE,
                        Type.BLOCK_DEVICE,
                        Type.FIFO),
                types);
    }

    @Test
    void tellsAnArchiveThatEndsFromOneThatStops() throws IOException {
        TarBuilder tar = new TarBuilder().file("x", "abc");
        TarReader stops = new TarReader(new ByteArrayInputStream(tar.unfinished()));
        stops.next();
        assertNull(stops.next());
        assertFalse(stops.isEndMarked());
        TarReader ends = new TarReader(new ByteArrayInputStream(tar.build()));
        ends.next();
        assertNull(ends.next());
        assertTrue(ends.isEndMarked());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "x 3", "999999999999 a=b\n", "5 a=b\n", "6 abc\n", "6 a=bc", "-1 a=b\n", " a=b\n"})
    void refusesBrokenPaxHeaders(String records) {
        byte[] data = (records + "!").getBytes(StandardCharsets.UTF_8);
        byte[] archive =
                new TarBuilder().entry('x', "p", "", data).file("x", "").build();
        assertThrows(MalformedArchiveException.class, () -> read(archive));
    }

    @Test
    void endlessExtensionHeadersAreRefused() {
        TarBuilder tar = new TarBuilder();
        for (int i = 0; i < 100; i++) {
            tar.entry('g', "g", "", new byte[0]);
        }
        assertThrows(MalformedArchiveException.class, () -> read(tar.build()));
    }

    @Test
    void damageIsAnErrorAndNothingWorse() {
        byte[] good = new TarBuilder()
                .pax("SCHILY.xattr.user.x", "y")
                .pax("GNU.sparse.map", "0,3")
                .file("x", "abc")
                .directory("d")
                .entry('L', "l", "", LONG.getBytes(StandardCharsets.UTF_8))
                .hardLink("h", "x")
                .build();
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = good.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                int at = random.nextInt(bad.length);
                bad[at] = (byte) random.nextInt();
                // A right checksum leads further into the reader.
                int block = at & ~511;
                System.arraycopy(
                        TarBuilder.checksummed(Arrays.copyOfRange(bad, block, block + 512)), 0, bad, block, 512);
            }
            try {
                read(bad);
            } catch (IOException expected) {
                // The only exception allowed.
            }
        }
    }

    private static List<TarEntry> read(byte[] archive) throws IOException {
        TarReader reader = new TarReader(new ByteArrayInputStream(archive));
        List<TarEntry> entries = new ArrayList<>();
        for (TarEntry e = reader.next(); e != null; e = reader.next()) {
            entries.add(e);
        }
        return entries;
    }

    private static void put(byte[] block, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, block, offset, bytes.length);
    }
}
