package dev.gantry.engine.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gantry.engine.linux.FileDescriptor;
import dev.gantry.engine.linux.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrashTest {
    @TempDir
    Path directory;

    private Path bin;
    private Trash trash;

    @BeforeEach
    void open() throws IOException {
        bin = Files.createDirectory(directory.resolve("trash"));
        trash = new Trash(bin);
    }

    @AfterEach
    void close() {
        trash.close();
    }

    @Test
    void deletesFilesTreesAndNothing() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        Path tree = Files.createDirectories(directory.resolve("tree/a/b"));
        Files.writeString(tree.resolve("c"), "x");
        trash.discard(file);
        trash.discard(directory.resolve("tree"));
        trash.discard(directory.resolve("tree"));
        assertEquals(List.of("trash"), names(directory));
        assertEquals(List.of(), names(bin));
    }

    @Test
    void linksAreDeletedAndNotFollowed() throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("kept"), "x");
        Path tree = Files.createDirectory(directory.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("link"), outside);
        trash.discard(tree);
        Files.createSymbolicLink(directory.resolve("link"), outside);
        trash.discard(directory.resolve("link"));
        assertEquals(List.of("kept"), names(outside));
        assertEquals(List.of("outside", "trash"), names(directory));
    }

    @Test
    void depthBeyondPathMaxIsNoHidingPlace() throws IOException {
        Path tree = Files.createDirectory(directory.resolve("tree"));
        FileDescriptor deepest = FileTree.open(tree.toString(), FileTree.O_RDONLY, 0);
        for (int i = 0; i < 600; i++) {
            FileTree.makeDirectory(deepest, "directory", 0700);
            FileDescriptor next = FileTree.openAt(deepest, "directory", FileTree.O_RDONLY, 0);
            deepest.close();
            deepest = next;
        }
        deepest.close();
        trash.discard(tree);
        assertEquals(List.of(), names(bin));
    }

    @Test
    void laterMeansGoneFromItsPlaceAtOnceAndFromTheDiskByTheEnd() throws IOException {
        Path tree = Files.createDirectories(directory.resolve("tree/a/b"));
        trash.discardLater(directory.resolve("tree"));
        assertFalse(Files.exists(tree));
        trash.close();
        assertEquals(List.of(), names(bin));
    }

    @Test
    void whatAnEarlierRunLeftIsSwept() throws IOException {
        Files.createDirectories(bin.resolve("half/made"));
        Files.writeString(bin.resolve("half/x"), "x");
        Files.writeString(bin.resolve("file"), "x");
        trash.empty();
        assertEquals(List.of(), names(bin));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }
}
