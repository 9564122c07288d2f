/**
 * The engines Gantry manages: each environment is one Docker API endpoint, and the first, {@code local}, is the engine
 * that runs within the server. {@link dev.gantry.environment.Environments} knows them and whether they can be reached.
 */
@NullMarked
package dev.gantry.environment;

import org.jspecify.annotations.NullMarked;
