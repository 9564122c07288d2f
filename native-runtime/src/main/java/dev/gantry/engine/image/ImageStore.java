package dev.gantry.engine.image;

import dev.gantry.engine.content.DiffId;
import dev.gantry.engine.content.Digest;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All images of one engine. A {@code nameOrId} is {@code name[:tag]}, {@code name@digest}, an id, or an id prefix that
 * fits one image. Failures are {@link dev.gantry.engine.error.EngineException} in Docker's wording; a failed or
 * interrupted operation leaves nothing behind. Looking images up costs no system call and waits for nobody.
 */
public interface ImageStore {
    /** NOT_FOUND "No such image: foo:latest"; INVALID_PARAMETER "invalid reference format". */
    Image get(String nameOrId);

    /** Every image, newest first. */
    List<Image> all();

    /**
     * Makes an image of one layer.
     *
     * @param rootFs a tar archive, plain or compressed by gzip or zstd; not closed
     * @param reference the name to give it; {@code null}: none
     * @param message the comment of its one history entry
     * @param changes Dockerfile instructions applied to its config
     * @param platform {@code os[/arch[/variant]]}; {@code null}: this machine's
     */
    Image importRootFs(
            InputStream rootFs,
            @Nullable String reference,
            String message,
            List<String> changes,
            @Nullable String platform);

    /**
     * Takes in every image of an archive that {@code docker save} wrote, in its older form (manifest.json) or as an OCI
     * layout (index.json), plain or compressed by gzip or zstd.
     *
     * @param archive not closed
     */
    List<Image> load(InputStream archive, LoadListener listener);

    /** Hears of {@link #load}'s progress, on the calling thread. */
    interface LoadListener {
        /** A layer is being unpacked: {@code current} of {@code total} bytes. Layers already here are not reported. */
        void layer(DiffId layer, long current, long total);

        /** One line for people, as {@code Loaded image: nginx:latest}. */
        void loaded(String message);
    }

    /**
     * The images {@link #save} would write, so that what is missing is known before the archive begins.
     *
     * @param namesOrIds a name without a tag stands for all of its tags
     */
    List<Image> select(List<String> namesOrIds);

    /**
     * Writes the images as one archive that {@link #load} and any Docker since 1.10 accepts.
     *
     * @param namesOrIds a name without a tag stands for all of its tags
     * @param archive not closed
     */
    void save(List<String> namesOrIds, OutputStream archive);

    /** Gives an image one more name; a name in use moves. {@code target} has no digest; without a tag it gets latest. */
    void tag(String nameOrId, String target);

    /**
     * Removes a name, and with its last name the image with the layers nothing else needs. Images have no parents here
     * that would be left over, so there is nothing for Docker's {@code noprune} to spare.
     *
     * @param force also if it has several names, or stopped containers use it
     * @param users which containers use an image, by its id
     * @return what was done, in order
     */
    List<Removal> remove(String nameOrId, boolean force, Function<Digest, List<ImageUser>> users);

    /** A container that was made from an image. */
    record ImageUser(String containerId, boolean running) {}

    /** One row of what {@link #remove} did. */
    sealed interface Removal {
        /** A name was taken away. */
        record Untagged(String reference) implements Removal {}

        /** An image, or a layer of it by its chain's digest, was deleted. */
        record Deleted(Digest id) implements Removal {}
    }

    /** How the image was made, newest step first. */
    List<HistoryEntry> history(String nameOrId);

    /**
     * One step.
     *
     * @param id the image's id for the newest step, {@code <missing>} for the others
     * @param size bytes the step's layer added
     */
    record HistoryEntry(String id, Instant created, String createdBy, List<String> tags, long size, String comment) {}
}
