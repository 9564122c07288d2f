package dev.gantry.docker;

import java.util.List;
import java.util.Map;

/** A line of the image list. {@code created} in seconds since 1970, {@code size} in bytes. */
public record ImageSummary(
        String id,
        String parentId,
        List<String> repoTags,
        List<String> repoDigests,
        long created,
        long size,
        int containers,
        Map<String, String> labels) {

    /** The first 12 digits of its id, without the algorithm. */
    public String shortId() {
        String hex = id.substring(id.indexOf(':') + 1);
        return hex.substring(0, Math.min(12, hex.length()));
    }

    /** Its tags, without the {@code <none>:<none>} that older engines list for an image without any. */
    public List<String> tags() {
        return repoTags.stream().filter(tag -> !tag.equals("<none>:<none>")).toList();
    }
}
