package dev.gantry.docker;

import java.util.List;

/** A step an image was made in, the newest first. {@code size} in bytes; {@code id} is {@code <missing>} for steps made elsewhere. */
public record ImageHistoryEntry(
        String id, long created, String createdBy, List<String> tags, long size, String comment) {}
