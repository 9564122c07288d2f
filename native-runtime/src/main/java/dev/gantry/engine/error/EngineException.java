package dev.gantry.engine.error;

import org.jspecify.annotations.Nullable;

/**
 * A failure the caller can act on. The message says what was tried, on what, and why it failed; the category decides
 * the status code at the API boundary. Logged once, there.
 */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of failure it is, in the terms of the Docker Engine API's status codes. */
    public enum Category {
        /** 304: the object is already in the state that was asked for. */
        NOT_MODIFIED(304),
        /** 400: the request can never succeed as it stands. */
        INVALID_PARAMETER(400),
        /** 403: understood, and refused. */
        FORBIDDEN(403),
        /** 404: a named object does not exist. */
        NOT_FOUND(404),
        /** 409: the request collides with the present state. */
        CONFLICT(409),
        /** 500: the engine or the kernel failed. */
        SYSTEM(500),
        /** 501: known, and not available here. */
        NOT_IMPLEMENTED(501),
        /** 503: not available now. */
        UNAVAILABLE(503);

        private final int status;

        Category(int status) {
            this.status = status;
        }

        /** The HTTP status code the Docker Engine API answers with. */
        public int status() {
            return status;
        }
    }

    private final Category category;

    public EngineException(Category category, String message) {
        this(category, message, null);
    }

    public EngineException(Category category, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.category = category;
    }

    public static EngineException notFound(String message) {
        return new EngineException(Category.NOT_FOUND, message);
    }

    public static EngineException invalid(String message) {
        return new EngineException(Category.INVALID_PARAMETER, message);
    }

    public static EngineException conflict(String message) {
        return new EngineException(Category.CONFLICT, message);
    }

    public static EngineException notModified(String message) {
        return new EngineException(Category.NOT_MODIFIED, message);
    }

    public static EngineException system(String message, @Nullable Throwable cause) {
        return new EngineException(Category.SYSTEM, message, cause);
    }

    public Category category() {
        return category;
    }
}
