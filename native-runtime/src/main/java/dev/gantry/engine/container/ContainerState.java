package dev.gantry.engine.container;

/** Where a container is in its life, in Docker's words. */
public enum ContainerState {
    CREATED,
    RUNNING,
    PAUSED,
    RESTARTING,
    REMOVING,
    EXITED,
    DEAD;

    /** Whether a process of the container exists, running or frozen. */
    public boolean isAlive() {
        return this == RUNNING || this == PAUSED;
    }

    /** Whether start may be asked for. */
    public boolean canStart() {
        return this == CREATED || this == EXITED;
    }

    /** The word of the API, in lower case. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
