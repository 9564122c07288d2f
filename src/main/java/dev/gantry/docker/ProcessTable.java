package dev.gantry.docker;

import java.util.List;

/** The processes of a container as {@code ps} shows them: a row has a cell for each title. */
public record ProcessTable(List<String> titles, List<List<String>> processes) {}
