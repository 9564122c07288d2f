package dev.gantry.engine.dockerapi;

/** Content types of streams. */
final class StreamTypes {
    static final String RAW = "application/vnd.docker.raw-stream";
    static final String MULTIPLEXED = "application/vnd.docker.multiplexed-stream";

    private StreamTypes() {}

    /** Since 1.42 a client is told whether to take frames apart. */
    static String of(boolean tty, ApiVersion version) {
        return !tty && version.isAtLeast(42) ? MULTIPLEXED : RAW;
    }
}
