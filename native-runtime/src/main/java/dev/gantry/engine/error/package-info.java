/** Failures and their categories; every other package of the engine may use it. */
@NullMarked
package dev.gantry.engine.error;

import org.jspecify.annotations.NullMarked;
