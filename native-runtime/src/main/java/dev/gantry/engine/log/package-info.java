/** Container logs in Docker's json-file format: reading backwards, by time, and following across rotation. */
@NullMarked
package dev.gantry.engine.log;

import org.jspecify.annotations.NullMarked;
