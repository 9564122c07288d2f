package dev.gantry.engine.http;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * A connection that has left HTTP. The input ends when the client sends no more, which does not end the output. Both
 * block as long as the client does not send or read. Closed when the handler returns, after everything was sent.
 */
public record HijackedStream(InputStream input, OutputStream output) {}
