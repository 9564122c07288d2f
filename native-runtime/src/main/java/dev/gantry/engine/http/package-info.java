/**
 * HTTP/1.1 on a unix socket, served by virtual threads that block: requests with streamed bodies, answers that are
 * streamed as fast as the client reads, connections that are taken over as raw streams. Knows nothing of Docker.
 */
@NullMarked
package dev.gantry.engine.http;

import org.jspecify.annotations.NullMarked;
