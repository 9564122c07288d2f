package dev.gantry.engine.container;

/** The small changes of a status that are not the start or end of a run. */
final class StatusChanges {
    private StatusChanges() {}

    static ContainerStatus in(ContainerStatus s, ContainerState state) {
        return new ContainerStatus(
                state,
                s.pid(),
                s.exitCode(),
                s.error(),
                s.oomKilled(),
                s.restarting(),
                s.restartCount(),
                s.manuallyStopped(),
                s.startedAt(),
                s.finishedAt());
    }

    /** A user wants it stopped: no policy starts it again, and one that waited to be started again has just ended. */
    static ContainerStatus manuallyStopped(ContainerStatus s) {
        ContainerState state = s.state() == ContainerState.RESTARTING ? ContainerState.EXITED : s.state();
        return new ContainerStatus(
                state,
                s.pid(),
                s.exitCode(),
                s.error(),
                s.oomKilled(),
                false,
                s.restartCount(),
                true,
                s.startedAt(),
                s.finishedAt());
    }
}
