/** Archives: tar as a stream of entries with names and attributes kept byte for byte, and the compressions around it. */
@NullMarked
package dev.gantry.engine.archive;

import org.jspecify.annotations.NullMarked;
