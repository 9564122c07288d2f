package dev.gantry.engine.image;

import dev.gantry.engine.support.TarBuilder;
import java.nio.file.Path;
import java.util.List;

/** A process that changes an image store without end, to be killed while it does. */
final class BusyStore {
    private BusyStore() {}

    /** The layer of the n-th image; its file says which it is. */
    static byte[] layer(int n) {
        TarBuilder tar = new TarBuilder();
        for (int i = 0; i < 20; i++) {
            tar.file("dir" + i + "/number", Integer.toString(n));
        }
        return tar.build();
    }

    public static void main(String[] args) {
        StoreFixture store = new StoreFixture(Path.of(args[0]));
        System.out.println("ready");
        for (int n = 0; true; n = (n + 1) % 10) {
            TestArchives.load(store, TestArchives.docker("n:" + n, List.of(layer(n), layer(n + 1))));
            store.importTar(layer(n), "imported:" + n);
            String container = "c" + n % 3;
            store.snapshotter.remove(container);
            store.snapshotter.prepare(container, store.images.get("n:" + n).chain());
            store.images.tag("n:" + n, "moving");
            store.images.remove("n:" + n, true, id -> List.of());
        }
    }
}
