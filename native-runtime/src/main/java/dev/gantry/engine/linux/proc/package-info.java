/** Pure parsers of the text the kernel shows below /proc and /sys; reading is separate from parsing. */
@NullMarked
package dev.gantry.engine.linux.proc;

import org.jspecify.annotations.NullMarked;
