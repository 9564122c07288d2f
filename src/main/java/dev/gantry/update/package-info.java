/**
 * Live updates: {@code GET /events?topics=containers,container:ID,images} is the one stream a tab keeps open.
 *
 * <p>Pages implement {@link dev.gantry.update.FragmentRenderer} as an application-scoped bean: it is asked for the
 * fragments to send when something under a topic changed. The stream itself sends {@code event: connection} with
 * {@code {"environment":"local","reachable":true,"reason":""}} whenever that changes and once at the start. A fragment is
 * sent as {@code event: <name>} with its HTML as data. Events carry ids; a tab that reconnects with {@code Last-Event-ID}
 * gets what it missed, or {@code event: reset} when that is no longer known, and should then reload what it shows.
 */
@NullMarked
package dev.gantry.update;

import org.jspecify.annotations.NullMarked;
