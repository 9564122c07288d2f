/** Linux capabilities: names, Docker's defaults, and the rules of --cap-add and --cap-drop. */
@NullMarked
package dev.gantry.engine.capability;

import org.jspecify.annotations.NullMarked;
