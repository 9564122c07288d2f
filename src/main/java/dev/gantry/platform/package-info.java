/**
 * What every feature of the server rests on: settings ({@link dev.gantry.platform.GantryConfig}), failures and how they
 * are answered ({@link dev.gantry.platform.Problem}), security headers, server-sent events
 * ({@link dev.gantry.platform.EventStream}).
 *
 * <p>A failure is answered as {@code {"message": "…"}} with its status, or, to a browser that asks for HTML, as the page
 * {@code templates/platform/problem.html}, which gets {@code status}, {@code title} and {@code message}.
 */
@NullMarked
package dev.gantry.platform;

import org.jspecify.annotations.NullMarked;
