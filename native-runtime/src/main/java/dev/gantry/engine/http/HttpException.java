package dev.gantry.engine.http;

import java.io.IOException;

/** A request that does not keep to the protocol; it is answered with a status and the connection is closed. */
public final class HttpException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    public HttpException(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
