package dev.gantry.engine.event;

import java.util.Map;

/**
 * One thing that happened, in the terms of {@code GET /events}.
 *
 * @param type the kind of object: container, image, volume, network, daemon …
 * @param action what happened to it: create, start, die, pull …; an argument follows after a colon, as in
 *     {@code exec_create: sh}
 * @param actorId the object's full id, or its name where that is its identity
 * @param attributes what identifies it further (name, image, labels, exitCode); keeps its order
 * @param timeNanos nanoseconds since 1970, strictly increasing from event to event of one bus
 * @param scope always {@code local} on an engine that is not part of a swarm
 */
public record Event(
        String type, String action, String actorId, Map<String, String> attributes, long timeNanos, String scope) {}
