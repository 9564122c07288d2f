package dev.gantry.platform;

/** Fired once the server accepts connections at {@code url}. */
public record ListeningAddress(String url) {}
