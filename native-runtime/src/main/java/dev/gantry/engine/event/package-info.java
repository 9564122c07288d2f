/** What happens in the engine, as Docker's events: published once, kept for a while, delivered to subscribers. */
@NullMarked
package dev.gantry.engine.event;

import org.jspecify.annotations.NullMarked;
