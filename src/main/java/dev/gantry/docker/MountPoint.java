package dev.gantry.docker;

/** A mount inside a container: type is bind, volume or tmpfs; {@code rw} tells whether it can be written. */
public record MountPoint(String type, String name, String source, String destination, String mode, boolean rw) {}
