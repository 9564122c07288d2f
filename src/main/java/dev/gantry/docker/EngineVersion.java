package dev.gantry.docker;

/** The versions an engine announces. */
public record EngineVersion(
        String version,
        String apiVersion,
        String minApiVersion,
        String gitCommit,
        String os,
        String arch,
        String kernelVersion) {}
