/** The engine killed again and again at random moments, from outside, as a process of its own. */
package dev.gantry.engine.crash;
