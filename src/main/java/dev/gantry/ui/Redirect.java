package dev.gantry.ui;

import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where to go after a form was taken: always a GET, always within this server. */
public final class Redirect {
    private Redirect() {}

    /** To a path of this server. */
    public static Response to(String path) {
        return Response.seeOther(URI.create(path)).build();
    }

    /** To where the form says it was, when that is a path of this server, and to {@code otherwise} if not. */
    public static Response back(@Nullable String path, String otherwise) {
        boolean local = path != null && path.matches("/(?:[A-Za-z0-9][A-Za-z0-9_./?=&%-]*)?");
        return to(local && path != null ? path : otherwise);
    }
}
