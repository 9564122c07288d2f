package dev.gantry.engine.snapshot;

import dev.gantry.engine.content.ChainId;
import dev.gantry.engine.content.DiffId;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.linux.FileContents;
import dev.gantry.engine.linux.FileDescriptor;
import dev.gantry.engine.linux.FileTree;
import dev.gantry.engine.storage.AtomicFile;
import dev.gantry.engine.storage.EngineLayout;
import dev.gantry.engine.storage.Trash;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The committed layers, each as long as an image, a writable layer or a layer above holds it. Taking and finding layers
 * waits for nobody; only commits and deletions exclude each other.
 */
public final class LayerStore {
    /** The name of a layer without files, for images that have no layer: overlayfs wants at least one. */
    public static final String EMPTY = "empty";

    static final String CHANGESET = "changeset";

    private static final Logger LOG = System.getLogger(LayerStore.class.getName());
    private static final int NAME_DIGITS = 20;

    private final EngineLayout layout;
    private final Trash trash;
    private final Map<ChainId, Entry> entries = new ConcurrentHashMap<>();

    /** A layer, the one below it, and how many hold it; a negative count means that it is being deleted. */
    private record Entry(Layer layer, @Nullable Entry parent, AtomicInteger holders) {
        boolean acquire() {
            return holders.getAndUpdate(n -> n < 0 ? n : n + 1) >= 0;
        }
    }

    /** Reads what is there; layers that are damaged or stand on one that is missing are deleted. */
    public LayerStore(EngineLayout layout, Trash trash) {
        this.layout = layout;
        this.trash = trash;
        try {
            Files.createDirectories(layout.layers().resolve(layout.layerFiles(EMPTY)));
        } catch (IOException e) {
            throw EngineException.system("make the empty layer: " + e, e);
        }
        Map<ChainId, LayerRecord> records = readRecords();
        for (LayerRecord record : records.values()) {
            if (resolve(record, records) == null) {
                discardDamaged(record.layer().name(), "the layer below it is missing");
            }
        }
    }

    /** The directory name of a layer: short, for overlayfs's options are limited, and found again without an index. */
    static String nameOf(ChainId chain) {
        return chain.digest().hex().substring(0, NAME_DIGITS);
    }

    /** Finds the stack that ends with a layer and holds it until {@link #release}. */
    public Optional<LayerChain> acquire(ChainId top) {
        Entry entry = entries.get(top);
        return entry != null && entry.acquire() ? Optional.of(chain(entry)) : Optional.empty();
    }

    /** {@link #acquire(ChainId)} by the directory of the topmost layer's files, relative to that of all layers. */
    public Optional<LayerChain> acquireByFiles(String relativeFiles) {
        return entries.values().stream()
                .filter(e -> layout.layerFiles(e.layer().name()).equals(relativeFiles))
                .findFirst()
                .flatMap(e -> acquire(e.layer().chainId()));
    }

    /** Holds a stack found before, unless it has been deleted since. */
    public boolean acquire(LayerChain chain) {
        return chain.layers().isEmpty()
                || acquire(chain.layers().getLast().chainId()).isPresent();
    }

    /**
     * Lets go of a stack; layers that nobody holds any more are deleted.
     *
     * @return those, topmost first
     */
    public List<Layer> release(LayerChain chain) {
        List<Layer> deleted = new ArrayList<>();
        if (!chain.layers().isEmpty()) {
            release(entries.get(chain.layers().getLast().chainId()), deleted);
        }
        return deleted;
    }

    /** Deletes layers nobody holds; for start, after everybody who holds layers has taken them. */
    public void removeUnused() {
        for (Entry entry : List.copyOf(entries.values())) {
            deleteIfUnused(entry, new ArrayList<>());
        }
    }

    /** Begins a layer on top of another one, which the caller holds. */
    public LayerDraft draft(@Nullable Layer parent) {
        return new LayerDraft(parent, layout.tmp(), trash);
    }

    /**
     * Makes a draft a layer, on the disk for good. If the same layer has been committed meanwhile, that one is taken.
     *
     * @return the stack that ends with it, held for the caller until {@link #release}
     */
    public LayerChain commit(LayerDraft draft, DiffId diffId, long size, Layer.Changeset changeset) {
        Layer below = draft.parent();
        ChainId chain = below == null ? ChainId.of(diffId) : below.chainId().plus(diffId);
        Layer layer = new Layer(nameOf(chain), chain, diffId, size, changeset);
        byte[] json = new LayerRecord(layer, below == null ? null : below.chainId()).toJson();
        AtomicFile.write(
                draft.directory().resolve(layout.layerRecord(layer.name()).getFileName()), json);
        syncFileSystem();
        synchronized (this) {
            Optional<LayerChain> present = acquire(chain);
            return present.isPresent() ? present.get() : publish(draft, layer);
        }
    }

    /** The archive a layer came as. */
    public Path changeset(Layer layer) {
        return layout.layer(layer.name()).resolve(CHANGESET);
    }

    /** The directory with a layer's files. */
    public Path files(Layer layer) {
        return layout.layers().resolve(layout.layerFiles(layer.name()));
    }

    private LayerChain publish(LayerDraft draft, Layer layer) {
        Layer below = draft.parent();
        Entry parent = below == null ? null : entries.get(below.chainId());
        if (below != null && (parent == null || !parent.acquire())) {
            throw EngineException.conflict("layer " + below.chainId() + " was deleted while one was put on top of it");
        }
        Path target = layout.layer(layer.name());
        if (Files.exists(target)) {
            throw EngineException.conflict("layer " + layer.chainId() + " cannot be stored: its short name is in use");
        }
        try {
            Files.move(draft.directory(), target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw EngineException.system("store layer " + layer.chainId() + ": " + e, e);
        }
        draft.markCommitted();
        AtomicFile.syncDirectory(layout.layers());
        Entry entry = new Entry(layer, parent, new AtomicInteger(1));
        entries.put(layer.chainId(), entry);
        return chain(entry);
    }

    private void release(@Nullable Entry entry, List<Layer> deleted) {
        if (entry != null && entry.holders().decrementAndGet() == 0) {
            deleteIfUnused(entry, deleted);
        }
    }

    private void deleteIfUnused(Entry entry, List<Layer> deleted) {
        synchronized (this) {
            if (!entry.holders().compareAndSet(0, -1)) {
                return;
            }
            trash.discard(layout.layer(entry.layer().name()));
            entries.remove(entry.layer().chainId());
        }
        deleted.add(entry.layer());
        release(entry.parent(), deleted);
    }

    private static LayerChain chain(Entry top) {
        List<Layer> layers = new ArrayList<>();
        for (Entry e = top; e != null; e = e.parent()) {
            layers.add(e.layer());
        }
        return new LayerChain(layers.reversed());
    }

    private void syncFileSystem() {
        try (FileDescriptor layers = FileTree.open(layout.layers().toString(), FileTree.O_RDONLY, 0)) {
            FileContents.syncFileSystem(layers);
        }
    }

    private Map<ChainId, LayerRecord> readRecords() {
        Map<ChainId, LayerRecord> records = new HashMap<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(layout.layers())) {
            for (Path directory : directories) {
                String name = directory.getFileName().toString();
                if (!name.equals(EMPTY)) {
                    readRecord(name).ifPresent(r -> records.put(r.layer().chainId(), r));
                }
            }
        } catch (IOException e) {
            throw EngineException.system("read " + layout.layers() + ": " + e, e);
        }
        return records;
    }

    private Optional<LayerRecord> readRecord(String name) {
        try {
            byte[] json =
                    AtomicFile.read(layout.layerRecord(name)).orElseThrow(() -> new IOException("it has no record"));
            return Optional.of(LayerRecord.parse(name, json));
        } catch (IOException e) {
            discardDamaged(name, e.getMessage());
            return Optional.empty();
        }
    }

    /** The entry of a record, made if necessary after those of the layers below; null if one of them is missing. */
    private @Nullable Entry resolve(LayerRecord record, Map<ChainId, LayerRecord> records) {
        List<LayerRecord> missing = new ArrayList<>();
        LayerRecord next = record;
        // Walk down to a layer that is known, then make entries upwards: no recursion, stacks may be deep.
        while (next != null && !entries.containsKey(next.layer().chainId())) {
            missing.add(next);
            if (next.parent() == null) {
                break;
            }
            next = records.get(next.parent());
        }
        if (next == null) {
            return null;
        }
        for (LayerRecord r : missing.reversed()) {
            Entry parent = r.parent() == null ? null : entries.get(r.parent());
            if (parent != null) {
                parent.holders().incrementAndGet();
            }
            entries.put(r.layer().chainId(), new Entry(r.layer(), parent, new AtomicInteger()));
        }
        return entries.get(record.layer().chainId());
    }

    private void discardDamaged(String name, @Nullable String reason) {
        LOG.log(Level.WARNING, "layer " + name + " is damaged and deleted: " + reason);
        trash.discard(layout.layer(name));
    }
}
