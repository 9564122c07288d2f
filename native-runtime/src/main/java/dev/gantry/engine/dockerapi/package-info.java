/**
 * The Docker Engine API: routes, JSON both ways, streams, and the mapping of failures to Docker's status codes. The only
 * place that knows Docker's field names. JSON keys are matched without regard to case, as Docker's own decoder does, and
 * a key that is there twice is refused, so that nobody can be shown one request and have another executed.
 */
@NullMarked
package dev.gantry.engine.dockerapi;

import org.jspecify.annotations.NullMarked;
