package dev.gantry.terminal;

import dev.gantry.docker.ExecSpec;
import java.time.Instant;

/** The right of one user to open one console once. */
record Ticket(long userId, String containerId, ExecSpec exec, int columns, int rows, Instant expires) {}
