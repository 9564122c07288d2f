package dev.gantry.engine.cgroup;

import java.util.List;

/**
 * Limits that this kernel can honour.
 *
 * @param limits what to apply; what the kernel lacks has been taken out
 * @param warnings what was taken out and why, in Docker's wording, for the answer to the client
 */
public record ValidatedLimits(ResourceLimits limits, List<String> warnings) {}
