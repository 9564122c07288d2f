package dev.gantry.engine.container;

import java.util.List;

/** The processes of a container: column titles and a row each, as ps(1) shows them. */
public record TopResult(List<String> titles, List<List<String>> processes) {}
