/** What happened in an engine, told in words. */
@NullMarked
package dev.gantry.event;

import org.jspecify.annotations.NullMarked;
