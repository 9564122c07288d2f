package dev.gantry.engine.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.engine.error.EngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path directory;

    @Test
    void replacesTheWholeContentForItsOwnerAlone() throws IOException {
        Path file = directory.resolve("f");
        AtomicFile.write(file, "a long first content".getBytes(StandardCharsets.UTF_8));
        AtomicFile.writeDurably(file, "second".getBytes(StandardCharsets.UTF_8));
        assertArrayEquals(
                "second".getBytes(StandardCharsets.UTF_8), AtomicFile.read(file).orElseThrow());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(1, directory.toFile().list().length);
    }

    @Test
    void readersSeeOneOrTheOther() throws Exception {
        Path file = directory.resolve("f");
        byte[] a = new byte[100_000];
        byte[] b = new byte[50_000];
        Arrays.fill(b, (byte) 1);
        AtomicFile.write(file, a);
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 200; i++) {
                AtomicFile.write(file, i % 2 == 0 ? b : a);
            }
        });
        while (writer.isAlive()) {
            byte[] seen = AtomicFile.read(file).orElseThrow();
            assertTrue(Arrays.equals(seen, a) || Arrays.equals(seen, b));
        }
    }

    @Test
    void aFailedWriteLeavesTheOldContentAndNoLitter() throws IOException {
        Path target = Files.createDirectories(directory.resolve("d/not-empty")).getParent();
        assertThrows(EngineException.class, () -> AtomicFile.write(target, new byte[1]));
        assertEquals(1, directory.toFile().list().length);
    }

    @Test
    void whatACrashLeftIsSweptAndNothingElse() throws IOException {
        Files.writeString(directory.resolve(".x.gantry-tmp"), "half");
        Files.writeString(directory.resolve("kept"), "x");
        AtomicFile.sweep(directory);
        AtomicFile.sweep(directory.resolve("missing"));
        assertArrayEquals(new String[] {"kept"}, directory.toFile().list());
    }

    @Test
    void aMissingFileIsEmpty() {
        assertEquals(Optional.empty(), AtomicFile.read(directory.resolve("none")));
        AtomicFile.deleteDurably(directory.resolve("none"));
    }

    @Test
    void namesCannotLeaveTheLayout() {
        EngineLayout layout = new EngineLayout(directory, directory);
        for (String name : new String[] {"", ".", "..", "a/b", "../x", "a\0b"}) {
            assertThrows(EngineException.class, () -> layout.container(name), name);
            assertThrows(EngineException.class, () -> layout.volumeData(name), name);
        }
        assertEquals(directory.resolve("volumes/v/_data"), layout.volumeData("v"));
    }

    @Test
    void theEnginesDirectoriesAreForRootAlone() throws IOException {
        EngineLayout layout = new EngineLayout(directory.resolve("data"), directory.resolve("exec"));
        layout.createAll();
        layout.createAll();
        for (Path p : new Path[] {layout.dataRoot(), layout.snapshots(), layout.execRuns(), layout.tmp()}) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(p)));
        }
        assertEquals("rwx--x--x", PosixFilePermissions.toString(Files.getPosixFilePermissions(layout.execRoot())));
    }

    @Test
    void groupSyncEndsWithASyncAndWithoutWaitingForItsInterval() {
        GroupSync sync = new GroupSync(directory);
        for (int i = 0; i < 1000; i++) {
            sync.markDirty();
        }
        sync.close();
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(t -> t.getName().equals("gantry-sync") && t.isAlive()));
    }
}
