package dev.gantry.docker;

/** One effect of removing an image: a reference that was untagged, or an image that was deleted; the other is empty. */
public record ImageRemoval(String untagged, String deleted) {}
