package dev.gantry.engine.container;

/**
 * How a container ended.
 *
 * @param code its exit code, 128+N after signal N
 * @param error why the engine could not run or remove it, else empty
 */
public record ExitStatus(int code, String error) {}
