package dev.gantry.engine.image;

import dev.gantry.engine.archive.ArchiveLimits;
import dev.gantry.engine.content.Digest;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.snapshot.LayerStore;
import dev.gantry.engine.storage.EngineLayout;
import dev.gantry.engine.storage.Trash;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Images in the engine's data root: configs and an index beside the shared layers. */
public final class LocalImageStore implements ImageStore {
    private final ImageIndex index;
    private final RootFsImporter rootFsImporter;
    private final ImageLoader loader;
    private final ImageSaver saver;
    private final ImageRemover remover;

    /** Reads what is there and takes hold of its layers; deletes half-made images. */
    public LocalImageStore(EngineLayout layout, LayerStore layers, Trash trash, ArchiveLimits limits) {
        this.index = new ImageIndex(layout, layers);
        LayerImporter importer = new LayerImporter(layers, trash, limits);
        ImageCommitter committer = new ImageCommitter(index, layers);
        this.rootFsImporter = new RootFsImporter(committer, importer);
        this.loader = new ImageLoader(committer, importer, layers, layout.tmp(), trash);
        this.saver = new ImageSaver(index, layers);
        this.remover = new ImageRemover(index, layers);
    }

    /** Whether no image has ever been put into this store. */
    public boolean isNew() {
        return index.isNew();
    }

    @Override
    public Image get(String nameOrId) {
        return index.catalog().get(nameOrId);
    }

    @Override
    public List<Image> all() {
        return index.catalog().newestFirst();
    }

    @Override
    public Image importRootFs(
            InputStream rootFs,
            @Nullable String reference,
            String message,
            List<String> changes,
            @Nullable String platform) {
        return get(rootFsImporter
                .add(rootFs, reference, message, changes, platform)
                .toString());
    }

    @Override
    public List<Image> load(InputStream archive, LoadListener listener) {
        List<Digest> ids = loader.load(archive, listener);
        ImageCatalog catalog = index.catalog();
        return ids.stream().map(id -> catalog.get(id.toString())).toList();
    }

    @Override
    public List<Image> select(List<String> namesOrIds) {
        return saver.select(namesOrIds);
    }

    @Override
    public void save(List<String> namesOrIds, OutputStream archive) {
        saver.save(namesOrIds, archive);
    }

    @Override
    public void tag(String nameOrId, String target) {
        ImageReference reference = ImageReference.parse(target).withDefaultTag();
        if (reference.digest() != null) {
            throw EngineException.invalid("refusing to create a tag with a digest reference");
        }
        if (reference.familiarName().equals("sha256")) {
            throw EngineException.invalid("refusing to create an ambiguous tag using digest algorithm as name");
        }
        index.update(catalog ->
                catalog.withReferences(Map.of(reference, catalog.get(nameOrId).id())));
    }

    @Override
    public List<Removal> remove(String nameOrId, boolean force, Function<Digest, List<ImageUser>> users) {
        return remover.remove(nameOrId, force, users);
    }

    @Override
    public List<HistoryEntry> history(String nameOrId) {
        return ImageHistory.of(get(nameOrId));
    }
}
