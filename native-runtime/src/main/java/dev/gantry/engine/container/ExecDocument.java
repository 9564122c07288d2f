package dev.gantry.engine.container;

/** What is kept of a running exec beside its socket, for an engine that finds it running. */
record ExecDocument(String id, String containerId, ExecSpec spec) {}
