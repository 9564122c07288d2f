/**
 * Containers as people see and use them. {@code containers.visibleTo(user)} gives the operations that user may attempt,
 * each checked by the access policy and carried out by the environment's engine; pages and the REST resources share it.
 */
@NullMarked
package dev.gantry.container;

import org.jspecify.annotations.NullMarked;
