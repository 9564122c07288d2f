/** Administration: people and what they may do. */
@NullMarked
package dev.gantry.settings;

import org.jspecify.annotations.NullMarked;
