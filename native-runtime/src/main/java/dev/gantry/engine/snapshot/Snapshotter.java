package dev.gantry.engine.snapshot;

import java.util.Set;

/**
 * The writable layer of each container. Operations on different containers never wait for one another; callers exclude
 * operations on the same container. Makes no mounts. Failures are {@link dev.gantry.engine.error.EngineException}.
 */
public interface Snapshotter {
    /**
     * Makes the writable layer of a container above the chain and keeps the chain's layers alive until
     * {@link #remove}. Leaves nothing behind if it fails. CONFLICT if the container has one; NOT_FOUND if a layer of
     * the chain has been deleted in the meantime.
     */
    void prepare(String containerId, LayerChain chain);

    /** How to mount it. NOT_FOUND unless prepared. */
    OverlayMount mount(String containerId);

    /** Deletes the writable layer and lets go of the layers below. Nothing happens if there is none. */
    void remove(String containerId);

    /** Bytes of the regular files in the writable layer. NOT_FOUND unless prepared. */
    long usage(String containerId);

    /** The containers that have a writable layer. */
    Set<String> list();
}
