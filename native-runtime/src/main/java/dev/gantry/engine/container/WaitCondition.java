package dev.gantry.engine.container;

/** What {@link Containers#wait} waits for. */
public enum WaitCondition {
    /** The container does not run now or stops running. */
    NOT_RUNNING,
    /** The container, running or not, ends its next run. */
    NEXT_EXIT,
    /** The container is gone. */
    REMOVED
}
