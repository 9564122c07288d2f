package dev.gantry.engine.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.error.EngineException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What every {@link Snapshotter} keeps to; one class per implementation runs it. */
abstract class SnapshotterContract {
    protected static final String ID = "c".repeat(64);

    protected abstract Snapshotter snapshotter();

    /** The same state, opened by another process after the first one died. */
    protected abstract Snapshotter reopened();

    /** A stack of layers, each with a file of its number of bytes; the topmost one's root is 01730 and owned by 3:4. */
    protected abstract LayerChain chain(int layers);

    /** Lets go of a chain made by {@link #chain}, as deleting its image does. */
    protected abstract void forget(LayerChain chain);

    protected abstract boolean exists(Layer layer);

    @Test
    void aPreparedOneCanBeMounted() throws IOException {
        LayerChain chain = chain(3);
        snapshotter().prepare(ID, chain);
        OverlayMount mount = snapshotter().mount(ID);
        assertEquals(3, mount.lowers().size());
        for (String lower : mount.lowers()) {
            assertTrue(Files.isDirectory(mount.base().resolve(lower)), lower);
        }
        assertTrue(Files.exists(mount.base().resolve(mount.lowers().getFirst()).resolve("layer2")), "topmost first");
        for (Path directory : List.of(mount.upper(), mount.work(), mount.target())) {
            assertTrue(Files.isDirectory(directory));
            assertEquals(0, directory.toFile().list().length);
        }
        assertEquals(Set.of(ID), snapshotter().list());
    }

    @Test
    void itsRootLooksLikeTheImagesAndAdmitsEverybody() throws IOException {
        snapshotter().prepare(ID, chain(2));
        Path upper = snapshotter().mount(ID).upper();
        assertEquals(041775, Files.getAttribute(upper, "unix:mode"));
        assertEquals(3, Files.getAttribute(upper, "unix:uid"));
        assertEquals(4, Files.getAttribute(upper, "unix:gid"));
    }

    @Test
    void optionsOfADeepImageFitOnOnePage() {
        snapshotter().prepare(ID, chain(120));
        assertTrue(snapshotter().mount(ID).options().length() < 4096);
    }

    @Test
    void anImageWithoutFilesCanBeMountedToo() {
        snapshotter().prepare(ID, new LayerChain(List.of()));
        OverlayMount mount = snapshotter().mount(ID);
        assertEquals(1, mount.lowers().size());
        assertTrue(Files.isDirectory(mount.base().resolve(mount.lowers().getFirst())));
    }

    @Test
    void layersLiveAsLongAsSomethingStandsOnThem() {
        LayerChain chain = chain(2);
        snapshotter().prepare(ID, chain);
        forget(chain);
        assertTrue(chain.layers().stream().allMatch(this::exists));
        snapshotter().remove(ID);
        assertFalse(chain.layers().stream().anyMatch(this::exists));
        assertFails(Category.NOT_FOUND, () -> snapshotter().prepare(ID, chain));
        assertEquals(Set.of(), snapshotter().list());
    }

    @Test
    void everythingIsThereAfterARestart() throws IOException {
        LayerChain chain = chain(2);
        snapshotter().prepare(ID, chain);
        OverlayMount before = snapshotter().mount(ID);
        Files.writeString(before.upper().resolve("written"), "12345");
        Snapshotter after = reopened();
        assertEquals(before, after.mount(ID));
        assertEquals(5, after.usage(ID));
        assertTrue(chain.layers().stream().allMatch(this::exists));
    }

    @Test
    void usageCountsBytesOnceAndOnlyInside() throws IOException {
        snapshotter().prepare(ID, chain(1));
        Path upper = snapshotter().mount(ID).upper();
        assertEquals(0, snapshotter().usage(ID));
        Path file =
                Files.writeString(Files.createDirectories(upper.resolve("a/b")).resolve("f"), "1234567");
        Files.createLink(upper.resolve("again"), file);
        Files.createSymbolicLink(upper.resolve("outside"), Path.of("/usr"));
        assertEquals(7, snapshotter().usage(ID));
    }

    @Test
    void removingTakesEverythingAndTwiceIsOnce() {
        snapshotter().prepare(ID, chain(1));
        Path upper = snapshotter().mount(ID).upper();
        snapshotter().remove(ID);
        snapshotter().remove(ID);
        assertFalse(Files.exists(upper.getParent()));
        assertFails(Category.NOT_FOUND, () -> snapshotter().mount(ID));
        assertFails(Category.NOT_FOUND, () -> snapshotter().usage(ID));
        snapshotter().prepare(ID, chain(1));
    }

    @Test
    void aSecondOneOfTheSameNameIsRefusedAndHarmsNothing() {
        LayerChain chain = chain(1);
        snapshotter().prepare(ID, chain);
        assertFails(Category.CONFLICT, () -> snapshotter().prepare(ID, chain));
        assertTrue(Files.isDirectory(snapshotter().mount(ID).upper()));
    }

    @Test
    void namesCannotLeadOut() {
        LayerChain chain = chain(1);
        for (String name : List.of("", "..", "../x", "a/b")) {
            assertFails(Category.INVALID_PARAMETER, () -> snapshotter().prepare(name, chain));
        }
        assertEquals(Set.of(), snapshotter().list());
    }

    private static void assertFails(Category category, Executable action) {
        EngineException e = assertThrows(EngineException.class, action);
        assertEquals(category, e.category(), e.getMessage());
    }
}
