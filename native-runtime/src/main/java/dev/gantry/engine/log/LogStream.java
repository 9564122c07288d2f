package dev.gantry.engine.log;

/** Which of its output streams a process wrote to. */
public enum LogStream {
    STDOUT,
    STDERR
}
