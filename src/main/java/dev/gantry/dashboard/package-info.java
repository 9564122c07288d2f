/** The first page: how the engine and its machine are, and what to do next. */
@NullMarked
package dev.gantry.dashboard;

import org.jspecify.annotations.NullMarked;
