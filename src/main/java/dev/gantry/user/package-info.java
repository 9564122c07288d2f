/** People: who may sign in, and how passwords are kept. */
@NullMarked
package dev.gantry.user;

import org.jspecify.annotations.NullMarked;
