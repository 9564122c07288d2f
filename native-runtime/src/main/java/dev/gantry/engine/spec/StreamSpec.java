package dev.gantry.engine.spec;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the standard streams of a process are connected.
 *
 * @param terminal one pseudo-terminal instead of three streams
 * @param rows initial height, 0: unknown
 * @param columns initial width, 0: unknown
 * @param openStdin whether input can be sent; else it reads end of file
 * @param stdinOnce whether input ends when the engine lets go of the process
 * @param attached whether output is sent to the engine from the first byte on
 * @param log where output is recorded; {@code null}: nowhere
 */
public record StreamSpec(
        boolean terminal,
        int rows,
        int columns,
        boolean openStdin,
        boolean stdinOnce,
        boolean attached,
        @Nullable Log log) {

    /**
     * A json-file log.
     *
     * @param maxSize bytes after which a new file is begun; 0: never
     * @param countOutput whether {@code maxSize} is about the output alone, without what JSON adds to it
     * @param maxFiles how many are kept, the present one included
     */
    public record Log(Path file, long maxSize, boolean countOutput, int maxFiles) {}
}
