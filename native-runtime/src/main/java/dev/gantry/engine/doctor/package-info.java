/**
 * Checks of the machine before anything is changed on it: what the engine needs of the kernel and the disk, and how to
 * mend what is missing. Reads only.
 */
@NullMarked
package dev.gantry.engine.doctor;

import org.jspecify.annotations.NullMarked;
