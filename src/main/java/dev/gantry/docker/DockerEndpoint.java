package dev.gantry.docker;

import java.net.URI;
import java.nio.file.Path;

/** Where an engine listens: a unix socket, {@code unix:///absolute/path}. */
public record DockerEndpoint(Path socket) {

    /**
     * Reads an endpoint's URL.
     *
     * @throws IllegalArgumentException for every scheme but {@code unix}, saying which one is understood
     */
    public static DockerEndpoint parse(String url) {
        URI uri = URI.create(url);
        String path = uri.getPath();
        if (!"unix".equals(uri.getScheme()) || path == null || !path.startsWith("/")) {
            throw new IllegalArgumentException(
                    "Endpoint \"" + url + "\" is not understood: give unix:///absolute/path/of/the.sock");
        }
        return new DockerEndpoint(Path.of(path));
    }

    /** The form {@link #parse} reads. */
    public String url() {
        return "unix://" + socket;
    }
}
