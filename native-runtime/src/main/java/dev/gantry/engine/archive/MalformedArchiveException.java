package dev.gantry.engine.archive;

import java.io.IOException;

/** An archive that is broken, truncated or tries something it must not. The message says what, for the user. */
public final class MalformedArchiveException extends IOException {
    private static final long serialVersionUID = 1L;

    public MalformedArchiveException(String message) {
        super(message);
    }
}
