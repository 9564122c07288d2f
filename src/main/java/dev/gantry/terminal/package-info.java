/**
 * The console of a container in the browser.
 *
 * <p>{@code POST /api/containers/{id}/terminals} with {@code {"command":["/bin/sh"],"user":"","tty":true,"columns":80,"rows":24}}
 * answers {@code 201 {"ticket":"…","path":"/terminals/…","expires":"…"}}. The ticket opens one WebSocket at
 * {@code path} within 30 seconds, for the same user only. Frames: binary both ways are the terminal's bytes; text from the
 * browser is {@code {"type":"resize","columns":80,"rows":24}}; text from the server is
 * {@code {"type":"exit","code":0}} (then it closes) or {@code {"type":"error","message":"…"}}. Closing the socket ends the
 * process.
 */
@NullMarked
package dev.gantry.terminal;

import org.jspecify.annotations.NullMarked;
