/** Who may do what: the one place that answers it. */
@NullMarked
package dev.gantry.access;

import org.jspecify.annotations.NullMarked;
