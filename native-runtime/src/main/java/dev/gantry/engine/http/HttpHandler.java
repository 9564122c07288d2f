package dev.gantry.engine.http;

import java.io.IOException;

/** Answers requests. Each call has a virtual thread of its own and may block. */
public interface HttpHandler {
    /**
     * Answers one request. An exception closes the connection, so that a client does not take an unfinished answer for
     * a whole one.
     */
    void handle(Exchange exchange) throws IOException, InterruptedException;

    /** Answers something that is not a request; the connection is closed afterwards. */
    void refuse(HttpException reason, HttpResponse response) throws IOException;

    /** Header lines that every answer has, each with its line end. */
    String commonFields();
}
