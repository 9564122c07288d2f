package dev.gantry.engine.image;

import dev.gantry.engine.image.ImageConfig.History;
import dev.gantry.engine.image.ImageStore.HistoryEntry;
import dev.gantry.engine.snapshot.Layer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The steps by which an image was made, matched with the layers they made. */
final class ImageHistory {
    private ImageHistory() {}

    /** Newest first. Layers beyond what the history tells of get a step without words. */
    static List<HistoryEntry> of(Image image) {
        List<HistoryEntry> steps = new ArrayList<>();
        Iterator<Layer> layers = image.chain().layers().iterator();
        for (History step : image.config().history()) {
            long size =
                    step.emptyLayer() || !layers.hasNext() ? 0 : layers.next().size();
            Instant created = step.created() == null ? Instant.EPOCH : step.created();
            steps.add(new HistoryEntry("<missing>", created, step.createdBy(), List.of(), size, step.comment()));
        }
        while (layers.hasNext()) {
            steps.add(new HistoryEntry(
                    "<missing>", image.created(), "", List.of(), layers.next().size(), ""));
        }
        if (!steps.isEmpty()) {
            HistoryEntry newest = steps.removeLast();
            steps.add(new HistoryEntry(
                    image.id().toString(),
                    newest.created(),
                    newest.createdBy(),
                    image.references(),
                    newest.size(),
                    newest.comment()));
        }
        return List.copyOf(steps.reversed());
    }
}
