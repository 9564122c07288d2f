package dev.gantry.docker;

/** A line of a container's log without its end. {@code time} is RFC 3339 with nanoseconds, as the engine wrote it. */
public record LogLine(StreamFrames.Output output, String time, String text) {}
