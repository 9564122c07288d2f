package dev.gantry.engine.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.engine.content.Digest;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.error.EngineException.Category;
import dev.gantry.engine.image.ImageStore.ImageUser;
import dev.gantry.engine.image.ImageStore.Removal;
import dev.gantry.engine.support.TarBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Images come in, are found, named, written out and removed as Docker does it. */
@Tag("root")
class LocalImageStoreRootTest {
    private static final byte[] BASE =
            new TarBuilder().directory("bin").file("bin/a", "aaaa").build();
    private static final byte[] UPPER =
            new TarBuilder().file("bin/b", "bb").file("bin/.wh.a", "").build();

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
    void anImportedImageIsFoundByNameIdAndPartOfTheId() {
        Image image = store.importTar(BASE, "Registry.example:5000/team/app:1", "CMD [\"/bin/a\"]", "ENV A=b");
        assertEquals(List.of("Registry.example:5000/team/app:1"), image.references());
        assertEquals(image, store.images.get("Registry.example:5000/team/app:1"));
        assertEquals(image, store.images.get(image.id().toString()));
        assertEquals(image, store.images.get(image.id().hex()));
        assertEquals(image, store.images.get(image.id().shortHex()));
        assertEquals(image, store.images.get("sha256:" + image.id().hex().substring(0, 7)));
        assertEquals(List.of("/bin/a"), image.config().runtime().cmd());
        assertEquals(4, image.size());
        assertEquals(
                "Imported from -",
                store.images.history("sha256:" + image.id().hex()).getFirst().comment());
        assertTrue(image.digests().isEmpty());
    }

    @Test
    void unknownImagesGetDockersWords() {
        assertFails(Category.NOT_FOUND, "No such image: foo:latest", () -> store.images.get("foo"));
        assertFails(Category.NOT_FOUND, "No such image: a/foo:1", () -> store.images.get("docker.io/a/foo:1"));
        String id = "sha256:" + "0".repeat(64);
        assertFails(Category.NOT_FOUND, "No such image: " + id, () -> store.images.get(id));
        assertFails(
                Category.INVALID_PARAMETER,
                "invalid reference format: repository name (library/FOO) must be lowercase",
                () -> store.images.get("FOO"));
    }

    @Test
    void everythingIsThereAgainAfterARestart() {
        Image image = store.importTar(BASE, "a:1");
        store.images.tag("a:1", "b");
        reopen();
        assertEquals(
                List.of("a:1", "b:latest"),
                store.images.get(image.id().toString()).references());
        assertEquals(image.chain(), store.images.get("b").chain());
        assertFalse(store.images.isNew());
    }

    @Test
    void loadsTheOlderFormOfArchives() throws IOException {
        List<String> lines = new ArrayList<>();
        byte[] archive = TestArchives.docker("foo:1", List.of(BASE, UPPER));
        Image image = store.images
                .load(new ByteArrayInputStream(archive), TestArchives.listener(lines))
                .getFirst();
        assertEquals(List.of("Loaded image: foo:1"), lines);
        assertEquals("bb", Files.readString(store.file(image, "bin/b")));
        assertEquals(6, image.size());
        assertEquals(Digest.of(TestArchives.config(List.of(BASE, UPPER))), image.id());
        assertEquals(List.of(), store.halfMade());
    }

    @Test
    void loadsOciLayoutsWithTheSameResult() {
        Image oci = TestArchives.load(store, TestArchives.oci("docker.io/library/foo:oci", List.of(BASE, UPPER)));
        Image docker = TestArchives.load(store, TestArchives.gzip(TestArchives.docker(null, List.of(BASE, UPPER))));
        assertEquals(oci.id(), docker.id());
        assertEquals(List.of("foo:oci"), docker.references());
    }

    @Test
    void layersAreStoredOnce() throws IOException {
        Image base = TestArchives.load(store, TestArchives.docker("base:1", List.of(BASE)));
        Image derived = TestArchives.load(store, TestArchives.docker("derived:1", List.of(BASE, UPPER)));
        assertEquals(base.chain().layers().getFirst(), derived.chain().layers().getFirst());
        assertEquals(2, store.layerDirectories().size());
        remove("base:1", false);
        assertEquals(2, store.layerDirectories().size());
        assertEquals(
                "aaaa",
                Files.readString(
                        store.layers.files(base.chain().layers().getFirst()).resolve("bin/a")));
        remove("derived:1", false);
        assertEquals(List.of(), store.layerDirectories());
    }

    @Test
    void whatIsSavedLoadsElsewhereWithTheSameId(@TempDir Path elsewhere) throws IOException {
        Image one = TestArchives.load(store, TestArchives.oci("docker.io/library/one:1", List.of(BASE, UPPER)));
        store.images.tag("one:1", "example.org/one:2");
        store.importTar(BASE, "two");
        assertEquals(List.of(store.images.get("example.org/one:2")), store.images.select(List.of("example.org/one")));
        assertFails(Category.NOT_FOUND, "No such image: gone:latest", () -> store.images.select(List.of("gone")));
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        store.images.save(List.of("one:1", "example.org/one", "two"), archive);
        try (StoreFixture other = new StoreFixture(elsewhere)) {
            List<Image> loaded =
                    other.images.load(new ByteArrayInputStream(archive.toByteArray()), TestArchives.SILENT);
            assertEquals(2, loaded.size());
            assertEquals(
                    List.of("example.org/one:2", "one:1"),
                    other.images.get("one:1").references());
            assertEquals(one.id(), other.images.get("one:1").id());
            assertEquals(
                    store.images.get("two").config(), other.images.get("two").config());
        }
        byte[] again = saved("one:1", "example.org/one", "two");
        assertArrayEquals(archive.toByteArray(), again, "the same images make the same archive");
    }

    @Test
    void aSavedArchiveIsAnOciLayoutToo(@TempDir Path elsewhere) throws IOException {
        Image image = TestArchives.load(store, TestArchives.docker("a/b:1", List.of(BASE, UPPER)));
        byte[] layoutOnly = without("manifest.json", saved("a/b:1"));
        try (StoreFixture other = new StoreFixture(elsewhere)) {
            Image loaded = TestArchives.load(other, layoutOnly);
            assertEquals(image.id(), loaded.id());
            assertEquals(List.of("a/b:1"), loaded.references());
        }
    }

    @Test
    void aNameThatIsTakenMoves() {
        Image old = store.importTar(BASE, "a");
        List<String> lines = new ArrayList<>();
        byte[] archive = TestArchives.docker("a:latest", List.of(UPPER));
        Image loaded = store.images
                .load(new ByteArrayInputStream(archive), TestArchives.listener(lines))
                .getFirst();
        assertEquals(loaded.id(), store.images.get("a").id());
        assertEquals(List.of(), store.images.get(old.id().toString()).references());
        assertEquals(
                List.of(
                        "The image a:latest already exists, renaming the old one with ID " + old.id()
                                + " to empty string",
                        "Loaded image: a:latest"),
                lines);
    }

    @Test
    void brokenArchivesLeaveNothingBehind() throws IOException {
        byte[] good = TestArchives.docker("a:1", List.of(BASE, UPPER));
        String text = new String(good, StandardCharsets.ISO_8859_1);
        String upperId = Digest.of(UPPER).hex();
        assertLoadFails("unexpected EOF", java.util.Arrays.copyOf(good, good.length - 2000));
        assertLoadFails("it has neither manifest.json nor index.json", BASE);
        assertLoadFails("no file \"layer1/layer.tar\"", without("layer1/layer.tar", good));
        assertLoadFails(
                "is damaged, its digest is",
                text.replace(upperId, "0".repeat(64)).getBytes(StandardCharsets.ISO_8859_1));
        assertLoadFails(
                "is damaged: its digest is", text.replace("bb\0", "cc\0").getBytes(StandardCharsets.ISO_8859_1));
        assertLoadFails(
                "layers length mismatch: expected 2, got 1",
                text.replace(",\"layer1/layer.tar\"", " ".repeat(19)).getBytes(StandardCharsets.ISO_8859_1));
        assertLoadFails(
                "larger than 4194304 bytes",
                new TarBuilder().file("manifest.json", new byte[5 << 20]).build());
        assertLoadFails(
                "Duplicate field",
                new TarBuilder()
                        .file("manifest.json", "[{\"Config\":\"a\",\"Config\":\"b\"}]")
                        .build());
    }

    @Test
    void removesTheNameThenTheImageThenItsLayers() {
        Image image = TestArchives.load(store, TestArchives.docker("a:1", List.of(BASE, UPPER)));
        store.images.tag("a:1", "a:2");
        assertEquals(List.of(new Removal.Untagged("a:2")), remove("a:2", false));
        List<Removal> rows = remove("a:1", false);
        assertEquals(
                List.of(
                        new Removal.Untagged("a:1"),
                        new Removal.Deleted(image.id()),
                        new Removal.Deleted(
                                image.chain().layers().get(1).chainId().digest()),
                        new Removal.Deleted(
                                image.chain().layers().get(0).chainId().digest())),
                rows);
        assertEquals(List.of(), store.images.all());
    }

    @Test
    void refusesToRemoveWhatIsInUse() {
        Image image = store.importTar(BASE, "a:1");
        String id = image.id().shortHex();
        List<ImageUser> stopped = List.of(new ImageUser("c".repeat(64), false));
        List<ImageUser> running = List.of(new ImageUser("d".repeat(64), true));
        assertFails(
                Category.CONFLICT,
                "conflict: unable to remove repository reference \"a:1\" (must force) - container cccccccccccc is using"
                        + " its referenced image " + id,
                () -> store.images.remove("a:1", false, i -> stopped));
        assertFails(
                Category.CONFLICT,
                "conflict: unable to delete " + id + " (must be forced) - image is being used by stopped container"
                        + " cccccccccccc",
                () -> store.images.remove(id, false, i -> stopped));
        assertFails(
                Category.CONFLICT,
                "conflict: unable to delete " + id + " (cannot be forced) - image is being used by running container"
                        + " dddddddddddd",
                () -> store.images.remove(id, true, i -> running));
        store.images.tag("a:1", "b:1");
        assertFails(
                Category.CONFLICT,
                "conflict: unable to delete " + id + " (must be forced) - image is referenced in multiple repositories",
                () -> store.images.remove(id, false, i -> List.of()));
        assertEquals(
                3,
                store.images.remove(id, true, i -> stopped).stream()
                        .filter(r -> !isLayer(r, image))
                        .count());
    }

    @Test
    void anImageWithoutNamesStaysWhileItRuns() {
        Image image = store.importTar(BASE, "a:1");
        List<ImageUser> running = List.of(new ImageUser("d".repeat(64), true));
        assertEquals(List.of(new Removal.Untagged("a:1")), store.images.remove("a:1", true, i -> running));
        assertEquals(List.of(), store.images.get(image.id().toString()).references());
    }

    @Test
    void tagsCannotHaveDigests() {
        store.importTar(BASE, "a:1");
        assertFails(
                Category.INVALID_PARAMETER,
                "refusing to create a tag with a digest reference",
                () -> store.images.tag("a:1", "b@sha256:" + "0".repeat(64)));
        assertFails(Category.INVALID_PARAMETER, "invalid reference format", () -> store.images.tag("a:1", "b:"));
        assertFails(Category.NOT_FOUND, "No such image: zzz:latest", () -> store.images.tag("zzz", "b"));
    }

    @Test
    void halfMadeThingsAreSweptAtStart() throws IOException {
        Image image = store.importTar(BASE, "a");
        Files.createDirectories(
                store.layout.layers().resolve("0123456789abcdef0123").resolve("fs"));
        Files.createDirectories(store.layout.tmp().resolve("layer-1/fs/deep"));
        Files.writeString(store.layout.images().resolve("f".repeat(64) + ".json"), "{}");
        Files.writeString(store.layout.images().resolve(".x.gantry-tmp"), "half");
        Files.delete(store.layout.imageIndex());
        Files.writeString(
                store.layout.imageIndex(),
                "{\"images\":[\"" + image.id() + "\"],\"references\":{\"docker.io/library/a:latest\":\"" + image.id()
                        + "\",\"docker.io/library/b:latest\":\"sha256:" + "0".repeat(64) + "\"}}");
        reopen();
        assertEquals(1, store.layerDirectories().size());
        assertEquals(List.of(), store.halfMade());
        assertEquals(List.of("a:latest"), store.images.all().getFirst().references());
        try (var configs = Files.list(store.layout.images())) {
            assertEquals(1, configs.count());
        }
    }

    @Test
    void layersNobodyHoldsAreSweptAtStart() throws IOException {
        store.importTar(BASE, "a");
        // As after a crash between the layer and the index.
        Files.writeString(store.layout.imageIndex(), "{\"images\":[],\"references\":{}}");
        reopen();
        assertEquals(List.of(), store.layerDirectories());
    }

    @Test
    void anUnreadableIndexStopsTheStartInsteadOfSweepingEverything() throws IOException {
        store.importTar(BASE, "a");
        Files.writeString(store.layout.imageIndex(), "{\"images\":[\"sha");
        store.close();
        assertFails(Category.SYSTEM, null, () -> new StoreFixture(directory));
        assertEquals(1, store.layerDirectories().size());
    }

    @Test
    void theSampleImageComesOnceAndOnlyOnce() throws Exception {
        store.close();
        try (var sync = new dev.gantry.engine.storage.GroupSync(store.layout.dataRoot())) {
            try (ImageStorage first = ImageStorage.open(store.layout, sync)) {
                first.importSampleIfNew();
                Image sample = first.images().get("gantry/hello");
                assertEquals(List.of("serve"), sample.config().runtime().cmd());
                Path hello = store.file(sample, "bin/hello");
                Process process = new ProcessBuilder(hello.toString(), "hello").start();
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertEquals(0, process.waitFor());
                assertTrue(said.contains("Hello from a container!"), said);
                first.images().remove("gantry/hello", false, i -> List.of());
            }
            try (ImageStorage second = ImageStorage.open(store.layout, sync)) {
                second.importSampleIfNew();
                assertEquals(List.of(), second.images().all());
            }
        }
    }

    @Test
    void importRefusesBeforeReading() {
        assertFails(
                Category.INVALID_PARAMETER,
                "FROM is not a valid change command",
                () -> store.importTar(BASE, "a", "FROM scratch"));
        assertFails(
                Category.INVALID_PARAMETER,
                "operating system is not supported: \"windows\"",
                () -> store.images.importRootFs(new ByteArrayInputStream(BASE), "a", "", List.of(), "windows/amd64"));
        assertNotEquals(
                store.importTar(BASE, null).id(), store.importTar(BASE, null).id(), "made at different times");
    }

    private void reopen() {
        store.close();
        store = new StoreFixture(directory);
    }

    private byte[] saved(String... names) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.images.save(List.of(names), out);
        return out.toByteArray();
    }

    /** The archive without one of its files. */
    private static byte[] without(String name, byte[] archive) throws IOException {
        TarBuilder tar = new TarBuilder();
        try (var in = new org.apache.commons.compress.archivers.tar.TarArchiveInputStream(
                new ByteArrayInputStream(archive))) {
            for (var e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                if (e.isFile() && !e.getName().equals(name)) {
                    tar.file(e.getName(), in.readAllBytes());
                }
            }
        }
        return tar.build();
    }

    private List<Removal> remove(String name, boolean force) {
        return store.images.remove(name, force, id -> List.of());
    }

    private static boolean isLayer(Removal row, Image image) {
        return row instanceof Removal.Deleted deleted && !deleted.id().equals(image.id());
    }

    private void assertLoadFails(String message, byte[] archive) throws IOException {
        EngineException e = assertThrows(EngineException.class, () -> TestArchives.load(store, archive));
        assertEquals(Category.INVALID_PARAMETER, e.category(), e.getMessage());
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertEquals(List.of(), store.images.all());
        assertEquals(List.of(), store.layerDirectories());
        assertEquals(List.of(), store.halfMade());
    }

    private static void assertFails(Category category, String message, Executable action) {
        EngineException e = assertThrows(EngineException.class, action);
        assertEquals(category, e.category(), e.getMessage());
        if (message != null) {
            assertEquals(message, e.getMessage());
        }
    }
}
