/**
 * Images as people see and use them. {@code images.visibleTo(user)} gives the operations that user may attempt. Uploads
 * are raw bodies: {@code POST /api/images/load} and {@code POST /api/images/import?name=…&change=…} with the archive as
 * {@code application/x-tar} (or {@code application/octet-stream}) answer a stream of JSON lines, one
 * {@link dev.gantry.docker.ProgressMessage} each, while the engine reads; an {@code error} in the last line is a failure.
 */
@NullMarked
package dev.gantry.image;

import org.jspecify.annotations.NullMarked;
