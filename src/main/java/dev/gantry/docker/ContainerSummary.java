package dev.gantry.docker;

import java.util.List;
import java.util.Map;

/** A line of the container list. {@code created} is in seconds since 1970; {@code state} in Docker's words ("running"). */
public record ContainerSummary(
        String id,
        List<String> names,
        String image,
        String imageId,
        String command,
        long created,
        String state,
        String status,
        List<PortMapping> ports,
        Map<String, String> labels,
        List<MountPoint> mounts,
        NetworkSettings networkSettings) {

    /** A port of the container and where it is published, 0 for not at all. */
    public record PortMapping(String ip, int privatePort, int publicPort, String type) {}

    /** The networks it is attached to, by name. */
    public record NetworkSettings(Map<String, NetworkAttachment> networks) {}

    /** Its place in one network; {@code ipAddress} is empty when it has none. */
    public record NetworkAttachment(String networkId, String ipAddress) {}

    /** Its name without the slash Docker puts before it. */
    public String name() {
        String name = names.isEmpty() ? shortId() : names.getFirst();
        return name.startsWith("/") ? name.substring(1) : name;
    }

    /** The first 12 digits of its id. */
    public String shortId() {
        return id.substring(0, Math.min(12, id.length()));
    }
}
