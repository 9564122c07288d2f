package dev.gantry.engine.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.engine.snapshot.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the moment at which the engine is killed: what is there afterwards is whole, and nothing else is there. */
@Tag("root")
class CrashRootTest {
    private static final Random RANDOM = new Random();

    @TempDir
    Path directory;

    @RepeatedTest(6)
    void everythingIsWholeAfterAKill() throws Exception {
        Process busy = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BusyStore.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertEquals("ready", busy.inputReader().readLine());
            // Not a wait for something to happen: the moment of the kill is to be random.
            assertTrue(!busy.waitFor(RANDOM.nextInt(1500), TimeUnit.MILLISECONDS), "it works until it is killed");
        } finally {
            busy.destroyForcibly().waitFor();
        }
        try (StoreFixture store = new StoreFixture(directory)) {
            check(store);
        }
    }

    private static void check(StoreFixture store) throws IOException {
        Set<Layer> used = new HashSet<>();
        for (Image image : store.images.all()) {
            used.addAll(image.chain().layers());
        }
        for (Layer layer : used) {
            String number = Files.readString(store.layers.files(layer).resolve("dir0/number"));
            for (int i = 1; i < 20; i++) {
                assertEquals(number, Files.readString(store.layers.files(layer).resolve("dir" + i + "/number")));
            }
        }
        Set<String> directories = new HashSet<>(store.layerDirectories());
        used.forEach(layer -> assertTrue(directories.contains(layer.name())));
        for (String container : store.snapshotter.list()) {
            var mount = store.snapshotter.mount(container);
            mount.lowers()
                    .forEach(l -> assertTrue(Files.isDirectory(mount.base().resolve(l)), l));
            mount.lowers().forEach(l -> directories.remove(l.split("/")[0]));
        }
        used.forEach(layer -> directories.remove(layer.name()));
        assertEquals(Set.of(), directories, "layers that nothing needs");
        assertEquals(List.of(), store.halfMade());
        try (var configs = Files.list(store.layout.images())) {
            assertEquals(store.images.all().size(), configs.count());
        }
    }
}
