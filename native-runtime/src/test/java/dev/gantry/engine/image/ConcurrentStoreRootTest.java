package dev.gantry.engine.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.error.EngineException.Category;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many change the store at a time: nobody fails but for what another one removed, and nothing is left over. */
@Tag("root")
class ConcurrentStoreRootTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 15;

    @TempDir
    Path directory;

    @Test
    void loadsRemovalsAndContainersOfSharedLayersDoNotHarmEachOther() throws Exception {
        try (StoreFixture store = new StoreFixture(directory);
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> results = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int thread = t;
                results.add(threads.submit(() -> work(store, thread)));
            }
            for (Future<?> result : results) {
                result.get();
            }
            assertEquals(List.of(), store.images.all());
            assertEquals(List.of(), store.layerDirectories());
        }
    }

    private static void work(StoreFixture store, int thread) {
        for (int round = 0; round < ROUNDS; round++) {
            // The lower layer is everybody's, the upper one half of everybody's.
            List<byte[]> layers = List.of(BusyStore.layer(0), BusyStore.layer(thread % 2 + 1));
            try {
                Image image = TestArchives.load(store, TestArchives.docker("t" + thread + ":1", layers));
                String container = "c" + thread;
                store.snapshotter.prepare(container, image.chain());
                var mount = store.snapshotter.mount(container);
                mount.lowers()
                        .forEach(l -> assertTrue(
                                Files.isRegularFile(mount.base().resolve(l).resolve("dir19/number"))));
                store.snapshotter.remove(container);
            } catch (EngineException e) {
                // Another thread removed the same image, by its own name for it, in between.
                assertEquals(Category.NOT_FOUND, e.category(), e.getMessage());
            }
            try {
                store.images.remove("t" + thread + ":1", true, id -> List.of());
            } catch (EngineException e) {
                assertEquals(Category.NOT_FOUND, e.category(), e.getMessage());
            }
        }
    }
}
